import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Outbox and inbox: one of each in every database whose process sends or receives messages. Ids grow with time, so the
 * primary keys are all that pruning needs; `outbox_destination` is which Redis the outbox was sent to.
 */
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

      CREATE TABLE inbox (
        event_id uuid,
        consumer text,
        received_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (event_id, consumer)
      );

      CREATE TABLE outbox_destination (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        marker text NOT NULL,
        run_id text NOT NULL,
        confirmed_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox_destination, inbox, outbox');
  }
}

/**
 * What Redis was found to have lost, from then on until it is sent again. A table of its own, almost always empty: to mark so
 * many rows of the outbox takes three times as long, and new messages wait meanwhile.
 */
export class NoteLostMessages1790000000016 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_lost (
        event_id uuid PRIMARY KEY,
        since timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  /** Relays of before know only one way to send again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      UPDATE outbox SET published_at = NULL FROM outbox_lost WHERE outbox.event_id = outbox_lost.event_id;
      DROP TABLE outbox_lost;
    `);
  }
}

export const messagingMigrations = [CreateMessaging1790000000000, NoteLostMessages1790000000016];
