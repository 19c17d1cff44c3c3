import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePayments1790000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE payment (
        order_id uuid PRIMARY KEY,
        status text NOT NULL
          CHECK (status IN ('pending', 'captured', 'declined', 'abandoned', 'refund_due', 'refunded', 'void')),
        amount bigint NOT NULL CHECK (amount > 0),
        source text,
        provider_charge_id text,
        next_attempt_at timestamptz NOT NULL DEFAULT now(),
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE INDEX payment_to_take_back ON payment (next_attempt_at) WHERE status IN ('abandoned', 'refund_due');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE payment');
  }
}
