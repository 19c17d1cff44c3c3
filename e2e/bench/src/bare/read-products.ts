import type pg from 'pg';

const PRODUCT = {
  name: 'product',
  text: `SELECT p.id, p.sku, p.name, p.price_amount, p.category_slug, p.description, p.attributes, p.created_at, s.on_hand
         FROM product p JOIN stock s ON s.product_id = p.id WHERE p.id = $1`,
};

/** The statement of the shop's pages (libs/catalog/feature product-pages.ts), with and without category and place. */
const page = (name: string, where: string) => ({
  name,
  text: `SELECT p.id, p.sku, p.name, p.price_amount, p.category_slug, s.on_hand,
           (extract(epoch FROM p.created_at) * 1000)::bigint AS key
         FROM (SELECT * FROM product p ${where} ORDER BY p.created_at DESC, p.id DESC LIMIT 21) p
         JOIN stock s ON s.product_id = p.id ORDER BY p.created_at DESC, p.id DESC`,
});

const FIRST_PAGE = page('page', '');
const NEXT_PAGE = page('page-after', 'WHERE (p.created_at, p.id) < ($1, $2)');
const FIRST_OF_CATEGORY = page('category', 'WHERE p.category_slug = $1');
const NEXT_OF_CATEGORY = page(
  'category-after',
  'WHERE p.category_slug = $1 AND (p.created_at, p.id) < ($2, $3)',
);

interface SummaryRow {
  id: string;
  sku: string;
  name: string;
  price_amount: number;
  category_slug: string;
  on_hand: number;
}

interface ProductRow extends SummaryRow {
  description: string;
  attributes: unknown;
  created_at: Date;
}

const summary = (row: SummaryRow) => ({
  id: row.id,
  sku: row.sku,
  name: row.name,
  price: { amount: row.price_amount, currency: 'GBP' },
  category: row.category_slug,
  imageUrl: '/images/products/box/00000000.svg',
  inStock: row.on_hand > 0,
});

export const readProduct = async (pool: pg.Pool, id: string) => {
  const row = (await pool.query<ProductRow>({ ...PRODUCT, values: [id] })).rows[0]!;
  return {
    ...summary(row),
    description: row.description,
    attributes: row.attributes,
    stock: row.on_hand,
    createdAt: row.created_at.toISOString(),
  };
};

/** @param asked may have a `category`, and with `before=<epoch milliseconds>,<id>` goes on after that product */
export const readPage = async (pool: pg.Pool, asked: URLSearchParams) => {
  const category = asked.get('category');
  const before = asked.get('before');
  const [moment, id] = before?.split(',') ?? [];
  const place = before === null ? [] : [new Date(Number(moment)), id];
  const whole = before === null ? FIRST_PAGE : NEXT_PAGE;
  const ofCategory = before === null ? FIRST_OF_CATEGORY : NEXT_OF_CATEGORY;
  const { rows } = await pool.query<SummaryRow & { key: string }>(
    category === null ? { ...whole, values: place } : { ...ofCategory, values: [category, ...place] },
  );
  const last = rows.length > 20 ? rows[19] : undefined;
  return {
    items: rows.slice(0, 20).map(summary),
    next: last === undefined ? null : `${last.key},${last.id}`,
  };
};
