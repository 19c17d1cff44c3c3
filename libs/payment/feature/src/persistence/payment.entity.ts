import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PaymentStatus } from '../domain/payment-status.ts';
import type { Command } from './command.ts';

@Entity('payment')
export class PaymentEntity {
  @PrimaryColumn({ name: 'order_id', type: 'uuid' })
  orderId!: string;

  @Column({ type: 'text' })
  status!: PaymentStatus;

  /** minor units; 0 only where a refund was asked for before any charge */
  @Column({ type: 'bigint' })
  amount!: number;

  /** The card token, kept only while a charge may still have to be asked for. */
  @Column({ type: 'text', nullable: true })
  source!: string | null;

  /** The message that asked for the charge, kept as long: its answer is sent as coming of it. */
  @Column({ type: 'jsonb', nullable: true })
  command!: Command | null;

  @Column({ name: 'provider_charge_id', type: 'text', nullable: true })
  providerChargeId!: string | null;

  /** When the provider is next asked: for the charge, a refund, or a late capture. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz' })
  nextAttemptAt!: Date;

  /** How long the provider was asked for the charge without an answer; not the time in which nobody could ask. */
  @Column({ name: 'unanswered_ms', type: 'integer' })
  unansweredMs!: number;

  /** How often the provider has refused the refund. */
  @Column({ type: 'integer' })
  refusals!: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;
}
