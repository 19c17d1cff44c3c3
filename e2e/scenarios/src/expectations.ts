import { expect } from '@jest/globals';
import type { Answer } from './shop-client.ts';
import type { Movement } from './payment-provider.ts';
import type { Order } from './shop-types.ts';

/** Expects a problem with this status and stable code. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer).toMatchObject({ status, body: { status, code } });
}

/** Expects bad input to be refused, and the problem to say where: `path` is where the contract would point. */
export function expectInvalid(answer: Answer, path?: string): void {
  expectProblem(answer, 400, 'validation_failed');
  const { errors } = answer.body as { errors: { path: string; message: string }[] };
  expect(errors).toEqual(
    expect.arrayContaining([
      { path: path === undefined ? expect.any(String) : path, message: expect.stringMatching(/./) },
    ]),
  );
}

/** Expects the provider's ledger to hold what it should for an order: one capture in full where it is confirmed. */
export function expectPaidExactly(order: Order, movements: readonly Movement[]): void {
  const own = movements.filter(({ reference }) => reference === order.id);
  const sum = (type: Movement['type']) =>
    own.filter((movement) => movement.type === type).reduce((total, { amount }) => total + amount, 0);
  const net = sum('charge') - sum('refund');
  const owed = order.status === 'confirmed' ? order.total.amount : 0;
  expect({ order: order.id, status: order.status, net }).toEqual({
    order: order.id,
    status: order.status,
    net: owed,
  });
  expect(own.filter(({ type }) => type === 'charge').length).toBeLessThanOrEqual(1);
  expect(own.filter(({ type }) => type === 'refund').length).toBeLessThanOrEqual(1);
}
