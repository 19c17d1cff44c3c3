import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Apart from `product`, so that a sale rewrites a narrow row and none of the search indexes. */
@Entity('stock')
@Check('stock_not_negative', 'on_hand >= 0')
export class StockEntity {
  @PrimaryColumn({ name: 'product_id', type: 'uuid' })
  productId!: string;

  @Column({ name: 'on_hand', type: 'integer' })
  onHand!: number;
}
