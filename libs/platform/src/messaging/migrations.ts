import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outbox and inbox: one of each in every database whose process sends or receives messages. */
export class CreateMessaging1790000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox (
        event_id uuid PRIMARY KEY,
        type text NOT NULL,
        occurred_at timestamptz(3) NOT NULL,
        correlation_id text NOT NULL,
        causation_id text NOT NULL,
        traceparent text NOT NULL,
        data jsonb NOT NULL,
        published_at timestamptz
      );
      CREATE INDEX outbox_unpublished ON outbox (event_id) WHERE published_at IS NULL;
      CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL;

      CREATE TABLE inbox (
        consumer text NOT NULL,
        event_id uuid NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, event_id)
      );
      CREATE INDEX inbox_received ON inbox (received_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inbox, outbox');
  }
}

export const messagingMigrations = [CreateMessaging1790000000000];
