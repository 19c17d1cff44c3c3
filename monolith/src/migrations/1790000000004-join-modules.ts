import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What one database gives: references that can't dangle, and joins across modules. */
export class JoinModules1790000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE cart_item ADD CONSTRAINT cart_item_product FOREIGN KEY (product_id) REFERENCES product (id);
      ALTER TABLE order_line ADD CONSTRAINT order_line_product FOREIGN KEY (product_id) REFERENCES product (id);
      ALTER TABLE payment ADD CONSTRAINT payment_order FOREIGN KEY (order_id) REFERENCES orders (id);

      -- For also-bought: the latest orders that have a product.
      CREATE INDEX order_line_of_product ON order_line (product_id, order_id DESC);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX order_line_of_product;
      ALTER TABLE payment DROP CONSTRAINT payment_order;
      ALTER TABLE order_line DROP CONSTRAINT order_line_product;
      ALTER TABLE cart_item DROP CONSTRAINT cart_item_product;
    `);
  }
}
