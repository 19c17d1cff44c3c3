import type { ShopDoor } from '../shop-door.ts';

/** A product as lists show it. */
export interface Listed {
  id: string;
  sku: string;
  name: string;
  category: string;
}

const MOST = 5_000;

/** The newest products of the shop, at most 5,000, by sku: the same on all shops that were filled alike. */
export async function readCatalogue(door: ShopDoor): Promise<Listed[]> {
  const found: Listed[] = [];
  let after: string | null = '';
  while (after !== null && found.length < MOST) {
    const path: string = `/api/products?limit=100${after && `&after=${encodeURIComponent(after)}`}`;
    const page: { items: Listed[]; next: string | null } = await door.expect(200, door.get(path));
    found.push(...page.items);
    after = page.next;
  }
  return found.sort((a, b) => (a.sku < b.sku ? -1 : 1));
}
