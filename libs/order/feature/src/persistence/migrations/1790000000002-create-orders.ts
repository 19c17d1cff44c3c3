import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOrders1790000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE customer (
        id uuid PRIMARY KEY,
        email text NOT NULL,
        name text NOT NULL,
        password_hash text NOT NULL,
        role text NOT NULL DEFAULT 'customer' CHECK (role IN ('customer', 'admin')),
        created_at timestamptz(3) NOT NULL DEFAULT now()
      );
      CREATE UNIQUE INDEX customer_email ON customer (lower(email));

      CREATE TABLE cart_item (
        customer_id uuid NOT NULL REFERENCES customer (id),
        product_id uuid NOT NULL,
        quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
        added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (customer_id, product_id)
      );

      CREATE TABLE orders (
        id uuid PRIMARY KEY,
        customer_id uuid NOT NULL REFERENCES customer (id),
        idempotency_key text NOT NULL,
        fingerprint text NOT NULL,
        status text NOT NULL CHECK (status IN ('pending', 'confirmed', 'rejected', 'cancelled')),
        failure_code text,
        total_amount bigint NOT NULL CHECK (total_amount > 0),
        payment_source text,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        next_attempt_at timestamptz NOT NULL,
        CONSTRAINT orders_failure CHECK ((status = 'rejected') = (failure_code IS NOT NULL))
      );
      CREATE UNIQUE INDEX orders_idempotency ON orders (customer_id, idempotency_key);
      CREATE INDEX orders_of_customer ON orders (customer_id, id DESC);
      CREATE INDEX orders_pending ON orders (next_attempt_at) WHERE status = 'pending';

      CREATE TABLE order_line (
        order_id uuid NOT NULL REFERENCES orders (id),
        line_no smallint NOT NULL,
        product_id uuid NOT NULL,
        name text NOT NULL,
        quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
        unit_price integer NOT NULL CHECK (unit_price > 0),
        PRIMARY KEY (order_id, line_no)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE order_line, orders, cart_item, customer');
  }
}
