import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PaymentStatus } from '../domain/payment-status.ts';

@Entity('payment')
export class PaymentEntity {
  @PrimaryColumn({ name: 'order_id', type: 'uuid' })
  orderId!: string;

  @Column({ type: 'text' })
  status!: PaymentStatus;

  /** minor units */
  @Column({ type: 'bigint' })
  amount!: number;

  /** The card token, kept only while a charge may still have to be asked for. */
  @Column({ type: 'text', nullable: true })
  source!: string | null;

  @Column({ name: 'provider_charge_id', type: 'text', nullable: true })
  providerChargeId!: string | null;

  /** When a refund or a void is next tried. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz' })
  nextAttemptAt!: Date;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
