import type pg from 'pg';

const PRODUCT = {
  name: 'product',
  text: `SELECT p.id, p.sku, p.name, p.price_amount, p.category_slug, p.description, p.attributes, p.created_at, s.on_hand
         FROM product p JOIN stock s ON s.product_id = p.id WHERE p.id = $1`,
};

const PAGE = {
  name: 'page',
  text: `SELECT p.id, p.sku, p.name, p.price_amount, p.category_slug, s.on_hand
         FROM (SELECT * FROM product ORDER BY created_at DESC, id DESC LIMIT 21) p
         JOIN stock s ON s.product_id = p.id ORDER BY p.created_at DESC, p.id DESC`,
};

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

export const readPage = async (pool: pg.Pool) => {
  const { rows } = await pool.query<SummaryRow>(PAGE);
  return { items: rows.slice(0, 20).map(summary), next: rows.length > 20 ? rows[19]!.id : null };
};
