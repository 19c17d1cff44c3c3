/**
 * What the shop's real tables have in common, as their migrations make them: generated columns, statement triggers that count,
 * foreign keys, a partial index, JSON, composite keys, a key that is a boolean, a view, and TypeORM's own table.
 */
export const CATALOG_TABLES = `
  CREATE TABLE migrations (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
  INSERT INTO migrations (timestamp, name) VALUES (1, 'Create');

  CREATE TABLE category (
    slug text PRIMARY KEY,
    products integer NOT NULL DEFAULT 0
  );
  CREATE TABLE product (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    category_slug text NOT NULL REFERENCES category (slug),
    attributes jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    terms tsvector NOT NULL GENERATED ALWAYS AS (
      to_tsvector('english', name) || array_to_tsvector(ARRAY['category:' || category_slug])
    ) STORED
  );
  CREATE INDEX product_terms ON product USING gin (terms) WITH (fastupdate = off);

  CREATE TABLE stock (
    product_id uuid PRIMARY KEY REFERENCES product (id),
    on_hand integer NOT NULL CHECK (on_hand >= 0)
  ) WITH (fillfactor = 70);
  CREATE TABLE stock_change (
    product_id uuid NOT NULL REFERENCES product (id),
    idempotency_key text NOT NULL,
    delta integer NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (product_id, idempotency_key)
  );
  CREATE VIEW scarce AS SELECT product_id FROM stock WHERE on_hand < 3;

  CREATE TABLE outbox (
    event_id uuid PRIMARY KEY,
    data jsonb NOT NULL,
    published_at timestamptz
  );
  CREATE INDEX outbox_unpublished ON outbox (event_id) WHERE published_at IS NULL;
  CREATE TABLE outbox_destination (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    marker text NOT NULL
  );

  CREATE FUNCTION count_added_products() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE category SET products = products + added.n
    FROM (SELECT category_slug, count(*) AS n FROM added_rows GROUP BY category_slug) added
    WHERE slug = added.category_slug;
    RETURN NULL;
  END $$;
  CREATE TRIGGER product_added AFTER INSERT ON product
    REFERENCING NEW TABLE AS added_rows FOR EACH STATEMENT EXECUTE FUNCTION count_added_products();
`;

/** @param products how many, in two categories, with a hundred pieces of each */
export const fill = (products: number): string => `
  INSERT INTO category (slug) VALUES ('books'), ('games');
  INSERT INTO product (id, name, category_slug, attributes)
    SELECT md5(n::text)::uuid, 'A thing number ' || n, (ARRAY['books', 'games'])[1 + n % 2], jsonb_build_object('n', n)
    FROM generate_series(1, ${products}) AS n;
  INSERT INTO stock SELECT id, 100 FROM product;
  INSERT INTO stock_change (product_id, idempotency_key, delta) SELECT id, 'initial', 100 FROM product;
  INSERT INTO outbox (event_id, data) SELECT id, '{"about": "it"}' FROM product LIMIT 100;
  INSERT INTO outbox_destination (marker) VALUES ('a Redis');
`;
