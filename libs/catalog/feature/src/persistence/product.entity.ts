import type { Attributes } from '@twinshop/catalog-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('product')
export class ProductEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', unique: true })
  sku!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ name: 'category_slug', type: 'text' })
  category!: string;

  /** minor units */
  @Column({ name: 'price_amount', type: 'integer' })
  price!: number;

  @Column({ type: 'jsonb', default: {} })
  attributes!: Attributes;

  /** Pieces sold, more or less: it ranks, it does not count. */
  @Column({ type: 'integer', default: 0 })
  popularity!: number;

  /** Counts the product's names and prices. */
  @Column({ type: 'integer', default: 1 })
  version!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
