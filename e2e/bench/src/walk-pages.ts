import { call } from './shop-api.ts';

/** One page of twenty, newest first: how the shop is asked for it, and how the bare server is. */
export interface SamePage {
  shop: string;
  bare: string;
}

interface Listed {
  items: { id: string }[];
  next: string | null;
}

const PAGES_OF_ALL = 50;
const PAGES_OF_A_CATEGORY = 5;

/** About a hundred different pages, of the whole catalogue and of each category, found by walking as a reader does. */
export const walkPages = async (shopUrl: string): Promise<SamePage[]> => {
  const { items: categories } = await call<{ items: { slug: string }[] }>(`${shopUrl}/api/categories`);
  const pages = await walk(shopUrl, '', PAGES_OF_ALL);
  for (const { slug } of categories) {
    pages.push(...(await walk(shopUrl, `&category=${slug}`, PAGES_OF_A_CATEGORY)));
  }
  return pages;
};

/** @throws when the bare server shows other products than the shop */
export const compareAnswers = async (
  shopUrl: string,
  bareUrl: string,
  pages: readonly SamePage[],
): Promise<void> => {
  for (const { shop, bare } of pages) {
    const [expected, actual] = await Promise.all([
      call<Listed>(`${shopUrl}${shop}`),
      call<Listed>(`${bareUrl}${bare}`),
    ]);
    if (idsOf(expected) !== idsOf(actual) || (expected.next === null) !== (actual.next === null)) {
      throw new Error(`${shop} of the shop and ${bare} of the bare server are not the same page`);
    }
  }
};

const walk = async (shopUrl: string, filter: string, most: number): Promise<SamePage[]> => {
  const first = `/api/products?limit=20${filter}`;
  const pages: SamePage[] = [{ shop: first, bare: first }];
  while (pages.length < most) {
    const { items, next } = await call<Listed>(`${shopUrl}${pages.at(-1)!.shop}`);
    if (next === null) break;
    const { id } = items.at(-1)!;
    const { createdAt } = await call<{ createdAt: string }>(`${shopUrl}/api/products/${id}`);
    pages.push({
      shop: `${first}&after=${encodeURIComponent(next)}`,
      bare: `${first}&before=${Date.parse(createdAt)},${id}`,
    });
  }
  return pages;
};

const idsOf = ({ items }: Listed): string => items.map(({ id }) => id).join();
