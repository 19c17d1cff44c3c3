import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change of stock by an admin, remembered by its idempotency key. */
@Entity('stock_change')
export class StockChangeEntity {
  @PrimaryColumn({ name: 'product_id', type: 'uuid' })
  productId!: string;

  @PrimaryColumn({ name: 'idempotency_key', type: 'text' })
  idempotencyKey!: string;

  @Column({ type: 'integer' })
  delta!: number;

  @Column({ name: 'stock_after', type: 'integer' })
  stockAfter!: number;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt!: Date;
}
