import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a payment needs that is asked for by message: to be asked again without its sender, and to answer it. */
export class AnswerCommands1790000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE payment
        ADD command jsonb,
        ADD unanswered_ms integer NOT NULL DEFAULT 0,
        ADD refusals integer NOT NULL DEFAULT 0,
        DROP CONSTRAINT payment_amount_check,
        ADD CONSTRAINT payment_amount_check CHECK (amount > 0 OR (amount = 0 AND status = 'void'));

      CREATE INDEX payment_to_ask_for ON payment (next_attempt_at) WHERE status = 'pending';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX payment_to_ask_for;
      DELETE FROM payment WHERE amount = 0;
      ALTER TABLE payment
        DROP CONSTRAINT payment_amount_check,
        ADD CONSTRAINT payment_amount_check CHECK (amount > 0),
        DROP refusals,
        DROP unanswered_ms,
        DROP command;
    `);
  }
}
