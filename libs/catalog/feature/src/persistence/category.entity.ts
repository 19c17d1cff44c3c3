import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('category')
export class CategoryEntity {
  @PrimaryColumn({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  name!: string;

  /** How many products stand in it; kept by triggers on `product`. */
  @Column({ type: 'integer', default: 0 })
  products!: number;
}
