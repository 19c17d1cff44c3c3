import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCatalog1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE category (
        slug text PRIMARY KEY,
        name text NOT NULL,
        products integer NOT NULL DEFAULT 0
      );

      CREATE TABLE product (
        id uuid PRIMARY KEY,
        sku text NOT NULL UNIQUE,
        name text NOT NULL,
        description text NOT NULL,
        category_slug text NOT NULL REFERENCES category (slug),
        price_amount integer NOT NULL CHECK (price_amount > 0),
        attributes jsonb NOT NULL DEFAULT '{}',
        popularity integer NOT NULL DEFAULT 0,
        created_at timestamptz(3) NOT NULL,
        -- The category stands among the words, so that a search within it is one look-up. No word has a colon.
        name_terms tsvector NOT NULL GENERATED ALWAYS AS (
          to_tsvector('english', name) || array_to_tsvector(ARRAY['category:' || category_slug])
        ) STORED,
        terms tsvector NOT NULL GENERATED ALWAYS AS (
          to_tsvector('english', name || ' ' || description) || array_to_tsvector(ARRAY['category:' || category_slug])
        ) STORED
      ) WITH (
        -- Searches walk an index alone, as long as vacuum has marked the pages behind it; sales unmark them. The default
        -- would wait until a fifth of a million products had changed.
        autovacuum_vacuum_scale_factor = 0.01,
        autovacuum_vacuum_insert_scale_factor = 0.01
      );

      -- One index for each order in which pages are walked, with and without a category. Searches walk the popular ones,
      -- and look at the names' words without going to the table.
      CREATE INDEX product_newest ON product (created_at DESC, id DESC);
      CREATE INDEX product_price ON product (price_amount, id);
      CREATE INDEX product_popular ON product (popularity DESC, id DESC) INCLUDE (name_terms);
      CREATE INDEX product_category_newest ON product (category_slug, created_at DESC, id DESC);
      CREATE INDEX product_category_price ON product (category_slug, price_amount, id);
      CREATE INDEX product_category_popular ON product (category_slug, popularity DESC, id DESC) INCLUDE (name_terms);
      CREATE INDEX product_name_terms ON product USING gin (name_terms) WITH (fastupdate = off);
      CREATE INDEX product_terms ON product USING gin (terms) WITH (fastupdate = off);

      CREATE TABLE stock (
        product_id uuid PRIMARY KEY REFERENCES product (id),
        on_hand integer NOT NULL CONSTRAINT stock_not_negative CHECK (on_hand >= 0)
      ) WITH (fillfactor = 70);

      CREATE TABLE stock_change (
        product_id uuid NOT NULL REFERENCES product (id),
        idempotency_key text NOT NULL,
        delta integer NOT NULL,
        stock_after integer NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (product_id, idempotency_key)
      );
    `);
    // Counting a million products for each list of categories would cost 60 ms; statement triggers keep the sum.
    await runner.query(`
      CREATE FUNCTION count_added_products() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE category SET products = products + added.n
        FROM (SELECT category_slug, count(*) AS n FROM added_rows GROUP BY category_slug ORDER BY category_slug) added
        WHERE slug = added.category_slug;
        RETURN NULL;
      END $$;

      CREATE FUNCTION count_removed_products() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE category SET products = products - removed.n
        FROM (SELECT category_slug, count(*) AS n FROM removed_rows GROUP BY category_slug ORDER BY category_slug) removed
        WHERE slug = removed.category_slug;
        RETURN NULL;
      END $$;

      CREATE FUNCTION count_moved_products() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE category SET products = products + moved.n
        FROM (
          SELECT category_slug, sum(n) AS n
          FROM (SELECT category_slug, 1 AS n FROM added_rows UNION ALL SELECT category_slug, -1 FROM removed_rows) either
          GROUP BY category_slug HAVING sum(n) <> 0 ORDER BY category_slug
        ) moved
        WHERE slug = moved.category_slug;
        RETURN NULL;
      END $$;

      CREATE TRIGGER product_added AFTER INSERT ON product
        REFERENCING NEW TABLE AS added_rows FOR EACH STATEMENT EXECUTE FUNCTION count_added_products();
      CREATE TRIGGER product_removed AFTER DELETE ON product
        REFERENCING OLD TABLE AS removed_rows FOR EACH STATEMENT EXECUTE FUNCTION count_removed_products();
      CREATE TRIGGER product_moved AFTER UPDATE ON product
        REFERENCING NEW TABLE AS added_rows OLD TABLE AS removed_rows
        FOR EACH STATEMENT EXECUTE FUNCTION count_moved_products();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE stock_change, stock, product, category;
      DROP FUNCTION count_added_products, count_removed_products, count_moved_products;
    `);
  }
}
