import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A product as it was sold: name and price are of the moment the order was accepted. */
@Entity('order_line')
export class OrderLineEntity {
  @PrimaryColumn({ name: 'order_id', type: 'uuid' })
  orderId!: string;

  @PrimaryColumn({ name: 'line_no', type: 'smallint' })
  lineNo!: number;

  @Column({ name: 'product_id', type: 'uuid' })
  productId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer' })
  quantity!: number;

  /** minor units */
  @Column({ name: 'unit_price', type: 'integer' })
  unitPrice!: number;
}
