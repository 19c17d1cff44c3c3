import type { OrderStatus, Rejection } from '@twinshop/order-contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('orders')
export class OrderEntity {
  /** UUIDv7: later orders have greater ids. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'customer_id', type: 'uuid' })
  customerId!: string;

  @Column({ name: 'idempotency_key', type: 'text' })
  idempotencyKey!: string;

  /** Of the request that came with the key. */
  @Column({ type: 'text' })
  fingerprint!: string;

  @Column({ type: 'text' })
  status!: OrderStatus;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  failureCode!: Rejection | null;

  /** minor units */
  @Column({ name: 'total_amount', type: 'bigint' })
  totalAmount!: number;

  /** The card token, kept only while the order is pending; a checkout by saga keeps it sealed. */
  @Column({ name: 'payment_source', type: 'text', nullable: true })
  paymentSource!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;

  /** When a sweep may take up a pending order. */
  @Column({ name: 'next_attempt_at', type: 'timestamptz' })
  nextAttemptAt!: Date;
}
