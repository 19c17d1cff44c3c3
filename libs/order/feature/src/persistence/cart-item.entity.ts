import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('cart_item')
export class CartItemEntity {
  @PrimaryColumn({ name: 'customer_id', type: 'uuid' })
  customerId!: string;

  @PrimaryColumn({ name: 'product_id', type: 'uuid' })
  productId!: string;

  @Column({ type: 'integer' })
  quantity!: number;

  @Column({ name: 'added_at', type: 'timestamptz' })
  addedAt!: Date;
}
