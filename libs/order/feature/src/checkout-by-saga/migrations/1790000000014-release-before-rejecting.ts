import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An order whose stock is on its way back is pending, and knows why it will be rejected. */
export class ReleaseBeforeRejecting1790000000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE orders
        DROP CONSTRAINT orders_step_check,
        ADD CONSTRAINT orders_step_check CHECK (step IN ('reserving', 'charging', 'abandoning', 'releasing')),
        DROP CONSTRAINT orders_failure,
        ADD CONSTRAINT orders_failure
          CHECK ((status = 'rejected' OR step IS NOT DISTINCT FROM 'releasing') = (failure_code IS NOT NULL));

      CREATE OR REPLACE VIEW checkout_saga AS
        SELECT id AS order_id, step AS state, step_since AS since, next_attempt_at, total_amount, failure_code
        FROM orders WHERE status = 'pending' AND step IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP VIEW checkout_saga;
      UPDATE orders SET status = 'rejected', payment_source = NULL, step = NULL WHERE step = 'releasing';
      ALTER TABLE orders
        DROP CONSTRAINT orders_failure,
        ADD CONSTRAINT orders_failure CHECK ((status = 'rejected') = (failure_code IS NOT NULL)),
        DROP CONSTRAINT orders_step_check,
        ADD CONSTRAINT orders_step_check CHECK (step IN ('reserving', 'charging', 'abandoning'));
      CREATE VIEW checkout_saga AS
        SELECT id AS order_id, step AS state, step_since AS since, next_attempt_at, total_amount
        FROM orders WHERE status = 'pending' AND step IS NOT NULL;
    `);
  }
}
