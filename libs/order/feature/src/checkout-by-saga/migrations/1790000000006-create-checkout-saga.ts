import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The saga stands in the order's own row: it is locked, moved and read with it, and copied with it. While an order is in
 * its checkout, its row changes more often than its indexes need to know: no index names what changes on the way, and
 * pages keep room for the next version of a row (https://www.postgresql.org/docs/current/storage-hot.html).
 */
export class CreateCheckoutSaga1790000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE orders
        ADD COLUMN step text CHECK (step IN ('reserving', 'charging', 'abandoning')),
        ADD COLUMN step_since timestamptz,
        ADD CONSTRAINT orders_step CHECK (step IS NULL OR status = 'pending'),
        SET (fillfactor = 70);
      DROP INDEX orders_pending;
      CREATE INDEX orders_pending ON orders (id) WHERE status = 'pending';

      CREATE VIEW checkout_saga AS
        SELECT id AS order_id, step AS state, step_since AS since, next_attempt_at, total_amount
        FROM orders WHERE status = 'pending' AND step IS NOT NULL;

      CREATE TABLE offer_copy (
        product_id uuid PRIMARY KEY,
        name text NOT NULL,
        price integer NOT NULL CHECK (price > 0),
        version bigint NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE offer_copy;
      DROP VIEW checkout_saga;
      DROP INDEX orders_pending;
      ALTER TABLE orders RESET (fillfactor), DROP COLUMN step_since, DROP COLUMN step;
      CREATE INDEX orders_pending ON orders (next_attempt_at) WHERE status = 'pending';
    `);
  }
}
