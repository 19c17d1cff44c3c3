import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What orders have set aside: for each product, initial + restocked = on hand + reserved + sold. */
export class ReserveStock1790000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reservation (
        order_id uuid PRIMARY KEY,
        status text NOT NULL CHECK (status IN ('reserved', 'refused', 'released', 'sold')),
        refusal text CHECK (refusal IN ('out_of_stock', 'product_unavailable')),
        lines jsonb NOT NULL,
        CONSTRAINT reservation_refused_for_a_reason CHECK ((status = 'refused') = (refusal IS NOT NULL))
      ) WITH (fillfactor = 85);

      COMMENT ON COLUMN reservation.lines IS '[{ "productId": uuid, "quantity": pieces }]; empty where an order was released before it asked';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE reservation');
  }
}
