import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is asked again for an order that hears nothing goes under the name of the request that placed it. */
export class RememberTheRequest1790000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders ADD COLUMN cause jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders DROP COLUMN cause');
  }
}
