import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type {
  ChangeProduct,
  CreateProduct,
  Offer,
  Product,
  ProductSummary,
} from '@twinshop/catalog-contracts';
import { Database, readTogether, sql, type Transaction } from '@twinshop/platform/database';
import { newId } from '@twinshop/platform/values';
import { Repository } from 'typeorm';
import { categoryName } from '../domain/category-name.ts';
import { CategoryEntity } from './category.entity.ts';
import {
  toOffer,
  toOffers,
  toProduct,
  toSummary,
  type OfferRow,
  type ProductRow,
  type SummaryRow,
} from './product-row.ts';

const PRODUCTS = sql(
  'products',
  `SELECT p.id, p.sku, p.name, p.price_amount, p.category_slug, p.description, p.attributes, p.created_at, s.on_hand
   FROM product p JOIN stock s ON s.product_id = p.id WHERE p.id = ANY($1::uuid[])`,
);

const SUMMARIES = sql(
  'product-summaries',
  `SELECT p.id, p.sku, p.name, p.price_amount, p.category_slug, s.on_hand
   FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
   JOIN product p ON p.id = wanted.id JOIN stock s ON s.product_id = p.id
   ORDER BY wanted.place`,
);

const OFFERS = sql(
  'product-offers',
  'SELECT id, name, price_amount, version FROM product WHERE id = ANY($1::uuid[])',
);

const ENSURE_CATEGORIES = sql(
  'ensure-categories',
  `INSERT INTO category (slug, name)
   SELECT DISTINCT new.slug, new.name FROM unnest($1::text[], $2::text[], $3::text[]) AS new (sku, slug, name)
   WHERE NOT EXISTS (SELECT FROM product WHERE product.sku = new.sku)
   ORDER BY new.slug ON CONFLICT (slug) DO NOTHING`,
);

const ADD = sql(
  'add-products',
  `WITH added AS (
     INSERT INTO product (id, sku, name, description, category_slug, price_amount, attributes, created_at)
     SELECT id, sku, name, description, category, price, attributes, $9
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::jsonb[])
       AS new (id, sku, name, description, category, price, attributes)
     ON CONFLICT (sku) DO NOTHING
     RETURNING id
   ), stocked AS (
     INSERT INTO stock (product_id, on_hand)
     SELECT added.id, new.stock FROM added JOIN unnest($1::uuid[], $8::int[]) AS new (id, stock) ON new.id = added.id
   )
   SELECT id FROM added`,
);

const ENSURE_CATEGORY_OF = sql(
  'ensure-category-of',
  `INSERT INTO category (slug, name) SELECT $2, $3 WHERE EXISTS (SELECT FROM product WHERE id = $1)
   ON CONFLICT (slug) DO NOTHING`,
);

/** A name or a price that the product has already makes no other offer of it. */
const CHANGE = sql(
  'change-product',
  `WITH before AS (
     SELECT id, name AS old_name, price_amount AS old_price,
            (COALESCE($2, name), COALESCE($4, price_amount)) <> (name, price_amount) AS offer_changed
     FROM product WHERE id = $1 FOR NO KEY UPDATE
   )
   UPDATE product SET
     name = COALESCE($2, old_name), description = COALESCE($3, description),
     price_amount = COALESCE($4, old_price), category_slug = COALESCE($5, category_slug),
     version = version + offer_changed::int
   FROM before WHERE product.id = before.id
   RETURNING product.id, name, price_amount, version, offer_changed`,
);

/** PostgreSQL's greatest integer. */
const GREATEST_POPULARITY = 2_147_483_647;

/** Locks the rows in the order of their ids, so that two processes never wait for each other in a ring. */
const RECORD_SALES = sql(
  'record-sales',
  `WITH sold AS (SELECT * FROM unnest($1::uuid[], $2::bigint[]) AS s (id, pieces)),
   locked AS MATERIALIZED (
     SELECT product.id, sold.pieces FROM product JOIN sold USING (id) ORDER BY product.id FOR NO KEY UPDATE OF product
   )
   UPDATE product SET popularity = LEAST(product.popularity + locked.pieces, ${GREATEST_POPULARITY})
   FROM locked WHERE product.id = locked.id`,
);

/** The catalogue's products: reads in one round trip each, writes set-based. */
@Injectable()
export class Products {
  private readonly database: Database;
  private readonly categories: Repository<CategoryEntity>;
  private readonly findTogether = readTogether((ids: readonly string[]) => this.findAll(ids));

  constructor(database: Database, @InjectRepository(CategoryEntity) categories: Repository<CategoryEntity>) {
    this.database = database;
    this.categories = categories;
  }

  find(id: string): Promise<Product | undefined> {
    return this.findTogether(id.toLowerCase());
  }

  async summaries(ids: readonly string[]): Promise<ProductSummary[]> {
    return (await this.database.query<SummaryRow>(SUMMARIES, [ids])).map(toSummary);
  }

  async offers(ids: readonly string[]): Promise<Map<string, Offer>> {
    return toOffers(await this.database.query<OfferRow>(OFFERS, [ids]));
  }

  /** Adds what has a new sku, with categories that come into being; answers the ids, undefined where the sku is taken. */
  async add(products: readonly CreateProduct[]): Promise<(string | undefined)[]> {
    const ids = products.map(newId);
    const skus = products.map(({ sku }) => sku);
    const slugs = products.map(({ category }) => category);
    const added = await this.database.transaction(async (tx) => {
      await tx.query(ENSURE_CATEGORIES, [skus, slugs, slugs.map(categoryName)]);
      return tx.query<{ id: string }>(ADD, [
        ids,
        skus,
        products.map(({ name }) => name),
        products.map(({ description }) => description),
        slugs,
        products.map(({ price }) => price.amount),
        products.map(({ attributes }) => JSON.stringify(attributes ?? {})),
        products.map(({ stock }) => stock),
        new Date(),
      ]);
    });
    const known = new Set(added.map(({ id }) => id));
    return ids.map((id) => (known.has(id) ? id : undefined));
  }

  /** @returns what the product is sold as, where that has changed */
  async change(
    tx: Transaction,
    id: string,
    { name, description, price, category }: ChangeProduct,
  ): Promise<Offer | undefined> {
    if (category !== undefined) await tx.query(ENSURE_CATEGORY_OF, [id, category, categoryName(category)]);
    const changes = [id, name, description, price?.amount, category];
    const [row] = await tx.query<OfferRow & { offer_changed: boolean }>(CHANGE, changes);
    return row?.offer_changed === true ? toOffer(row) : undefined;
  }

  /** @param sales pieces by product, each product once */
  async recordSales(sales: readonly (readonly [id: string, pieces: number])[]): Promise<void> {
    await this.database.query(RECORD_SALES, [sales.map(([id]) => id), sales.map(([, pieces]) => pieces)]);
  }

  listCategories(): Promise<CategoryEntity[]> {
    return this.categories.find({ order: { name: 'ASC' } });
  }

  private async findAll(ids: readonly string[]): Promise<(Product | undefined)[]> {
    const rows = await this.database.query<ProductRow>(PRODUCTS, [ids]);
    const found = new Map(rows.map((row) => [row.id, toProduct(row)]));
    return ids.map((id) => found.get(id));
  }
}
