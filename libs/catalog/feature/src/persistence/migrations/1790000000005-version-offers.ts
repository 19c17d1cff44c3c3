import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever keeps a copy of an offer tells by its version which of two is newer. */
export class VersionOffers1790000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A constant default rewrites no row, however many there are.
    await runner.query('ALTER TABLE product ADD COLUMN version integer NOT NULL DEFAULT 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE product DROP COLUMN version');
  }
}
