import { CategoryList, ProductPage, SORTS } from '@twinshop/catalog-contracts';
import { OrderPage } from '@twinshop/order-contracts';
import { newId } from '@twinshop/platform/values';
import type { PublicModule } from '@twinshop/topologies';

const PAGE = 20;

/** What of a module anybody can ask for. Some of it is refused: that should be the same on both sides, too. */
export const openReads = (module: PublicModule): string[] =>
  ({
    catalog: [
      '/api/categories',
      ...SORTS.map((sort) => `/api/products?limit=${PAGE}&sort=${sort}`),
      `/api/products/${newId()}`,
      '/api/products?limit=0',
    ],
    order: ['/api/cart', '/api/orders', `/api/orders/${newId()}`],
    recommendation: [`/api/recommendations?limit=${PAGE}`],
  })[module];

/** What of it a customer can ask for. */
export const ownReads = (module: PublicModule): string[] =>
  ({
    catalog: [],
    order: ['/api/customers/me', '/api/cart', `/api/orders?limit=${PAGE}`, '/api/orders?after=nowhere'],
    recommendation: [`/api/recommendations?limit=${PAGE}`],
  })[module];

/** Where an answer leads: from lists to what is on them, to their next pages, and to searches for what is on them. */
export function linksIn(path: string, body: unknown): string[] {
  const [route] = path.split('?');
  switch (route) {
    case '/api/categories':
      return itemsOf(CategoryList, body).flatMap(({ slug }) =>
        SORTS.map((sort) => `/api/products?limit=${PAGE}&category=${slug}&sort=${sort}`),
      );
    case '/api/products':
      return [...nextOf(path, body), ...searches(body), ...products(body)];
    case '/api/orders':
      return [...nextOf(path, body), ...itemsOf(OrderPage, body).map(({ id }) => `/api/orders/${id}`)];
    default:
      return [];
  }
}

const products = (body: unknown): string[] =>
  itemsOf(ProductPage, body).flatMap(({ id, imageUrl }) => [
    `/api/products/${id}`,
    `/api/products/${id}/related`,
    imageUrl,
  ]);

/** A word of four letters or more. */
const WORD = /\p{L}{4,}/u;

function searches(body: unknown): string[] {
  const words = itemsOf(ProductPage, body).flatMap(({ name }) => WORD.exec(name)?.[0].toLowerCase() ?? []);
  return [...new Set(words)].map((word) => `/api/products?limit=${PAGE}&q=${encodeURIComponent(word)}`);
}

function nextOf(path: string, body: unknown): string[] {
  const next = (body as { next?: unknown } | null)?.next;
  if (typeof next !== 'string') return [];
  const url = new URL(path, 'http://shop');
  url.searchParams.set('after', next);
  return [`${url.pathname}${url.search}`];
}

interface Schema<Item> {
  safeParse(body: unknown): { success: true; data: { items: Item[] } } | { success: false };
}

/** None where it is a refusal. */
function itemsOf<Item>(list: Schema<Item>, body: unknown): Item[] {
  const parsed = list.safeParse(body);
  return parsed.success ? parsed.data.items : [];
}
