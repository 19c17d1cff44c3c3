import { json, type Answers } from './stand-in.ts';

const PAGE = 20;

const idOf = (kind: number, nth: number): string =>
  `00000000-0000-7000-8000-${String(kind * 1_000 + nth).padStart(12, '0')}`;
const price = { amount: 1299, currency: 'GBP' } as const;

const products = Array.from({ length: 45 }, (_, nth) => ({
  id: idOf(1, nth),
  sku: `sku-${nth}`,
  name: nth % 2 === 0 ? 'Oak lamp' : 'Blue chair',
  price,
  category: 'lamps',
  imageUrl: `/images/products/lamp/${nth}.svg`,
  inStock: true,
}));

const orders = Array.from({ length: 25 }, (_, nth) => ({
  id: idOf(2, nth),
  status: 'confirmed',
  items: [],
  total: price,
  failure: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
}));

/** Reads of a shop in small: 45 products and, for who has a token, 25 orders. */
export const shop: Answers = ({ path, headers }, response) => {
  const url = new URL(path, 'http://shop');
  const page = <Item>(all: readonly Item[]) => {
    const from = Number(url.searchParams.get('after') ?? 0);
    const next = from + PAGE < all.length ? String(from + PAGE) : null;
    return { items: all.slice(from, from + PAGE), next };
  };
  const isPrivate = ['/api/cart', '/api/orders', '/api/customers'].some((start) => path.startsWith(start));
  if (isPrivate && headers.authorization === undefined)
    return json(response, { code: 'unauthenticated' }, 401);
  switch (url.pathname) {
    case '/api/categories':
      return json(response, { items: [{ slug: 'lamps', name: 'Lamps', products: products.length }] });
    case '/api/products':
      return json(response, page(products));
    case '/api/orders':
      return json(response, page(orders));
    default:
      return json(response, { path });
  }
};

/** Every path that customers can get to. */
export const everyProduct: string[] = products.flatMap(({ id, imageUrl }) => [
  `/api/products/${id}`,
  `/api/products/${id}/related`,
  imageUrl,
]);
export const everyOrder: string[] = orders.map(({ id }) => `/api/orders/${id}`);
