import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ReleaseStock,
  ReserveStock,
  StockRefused,
  StockReleased,
  StockReserved,
} from '@twinshop/catalog-contracts';
import { OrderCancelled, OrderConfirmed, type Order } from '@twinshop/order-contracts';
import {
  AbandonPayment,
  ChargePayment,
  PaymentAbandoned,
  PaymentCaptured,
  PaymentDeclined,
  RefundPayment,
} from '@twinshop/payment-contracts';
import type { MessageType } from '@twinshop/platform/messages';
import { traceIdOf, withTrace } from '@twinshop/platform/tracing';
import { newId } from '@twinshop/platform/values';
import { eventually } from '@twinshop/testing';
import { lastValueFrom, tap } from 'rxjs';
import { CheckoutProgress } from '../src/checkout/checkout-progress.ts';
import { AskAgain } from '../src/checkout-by-saga/ask-again.ts';
import { Checkouts } from '../src/checkout-by-saga/checkouts.ts';
import { LONG_SILENCE_MS } from '../src/domain/checkout-saga.ts';
import { OrderBell } from '../src/persistence/order-bell.ts';
import { toOrder } from '../src/persistence/order-row.ts';
import { aKey, anOrder, ListeningOnly } from './order-process.ts';
import { message, startSagas, type SagaProcess } from './saga-process.ts';

describe('the checkout saga', () => {
  let shop: SagaProcess;
  let chair: string;

  beforeAll(async () => {
    shop = await startSagas();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    await shop.pool.query('TRUNCATE orders, outbox, inbox CASCADE');
    chair = shop.product();
  });

  const place = async (pieces = 2): Promise<Order> => {
    const placed = await shop.place(anOrder([chair, pieces]), aKey());
    if (!placed.ok) throw new Error(placed.failure.code);
    return placed.value.order;
  };
  const seen = async (id: string): Promise<[string, string | null]> => {
    const order = (await shop.orders.find(id))!;
    return [order.status, order.failure_code];
  };
  const state = async (id: string): Promise<string | undefined> => {
    const { rows } = await shop.pool.query<{ state: string }>(
      'SELECT state FROM checkout_saga WHERE order_id = $1',
      [id],
    );
    return rows[0]?.state;
  };
  const counts = async (...types: MessageType[]): Promise<number[]> =>
    Promise.all(types.map(async (type) => (await shop.sent(type)).length));

  const { reserved, refused, released, captured, declined, abandoned } = {
    reserved: (orderId: string) => shop.messages.stockReserved(message(StockReserved, { orderId })),
    refused: (orderId: string, reason: 'out_of_stock' | 'product_unavailable' = 'out_of_stock') =>
      shop.messages.stockRefused(message(StockRefused, { orderId, reason })),
    released: (orderId: string) => shop.messages.stockReleased(message(StockReleased, { orderId })),
    captured: (orderId: string) => shop.messages.paymentCaptured(message(PaymentCaptured, { orderId })),
    declined: (orderId: string) => shop.messages.paymentDeclined(message(PaymentDeclined, { orderId })),
    abandoned: (orderId: string) => shop.messages.paymentAbandoned(message(PaymentAbandoned, { orderId })),
  };
  const confirmed = async (): Promise<Order> => {
    const order = await place();
    await reserved(order.id);
    await captured(order.id);
    return order;
  };

  it('charges what is reserved, under the card that only the payment module can read', async () => {
    const { id } = await place();
    await reserved(id);
    expect(await state(id)).toBe('charging');
    const [charge] = await shop.sent(ChargePayment);
    expect(charge!.data).toMatchObject({ orderId: id, amount: 2_598 });
    expect(shop.sealer.open(charge!.data.sealedSource, id)).toBe('tok_visa');
  });

  it('confirms what is paid, says so, and forgets the card', async () => {
    const { id, updatedAt } = await confirmed();
    const order = (await shop.orders.find(id))!;
    expect(order).toMatchObject({ status: 'confirmed', failure_code: null, payment_source: null });
    expect(order.updated_at.toISOString() > updatedAt).toBe(true);
    expect((await shop.sent(OrderConfirmed)).map(({ data }) => data)).toEqual([
      {
        orderId: id,
        customerId: shop.customerId,
        lines: [{ productId: chair, quantity: 2 }],
        confirmedAt: order.updated_at.toISOString(),
      },
    ]);
    expect(await state(id)).toBeUndefined();
  });

  it.each(['out_of_stock', 'product_unavailable'] as const)(
    'rejects what can’t be reserved (%s), and charges nothing',
    async (reason) => {
      const { id } = await place();
      await refused(id, reason);
      expect(await seen(id)).toEqual(['rejected', reason]);
      expect(await counts(ChargePayment, ReleaseStock, RefundPayment)).toEqual([0, 0, 0]);
    },
  );

  it('rejects what is not paid as soon as its stock is released', async () => {
    const [poor, unlucky] = [await place(), await place()];
    await Promise.all([reserved(poor.id), reserved(unlucky.id)]);
    await declined(poor.id);
    await abandoned(unlucky.id);
    for (const { id, updatedAt } of [poor, unlucky]) {
      expect(await state(id)).toBe('releasing');
      expect(toOrder((await shop.orders.find(id))!)).toMatchObject({
        status: 'pending',
        failure: null,
        updatedAt,
      });
    }
    await Promise.all([released(poor.id), released(unlucky.id)]);
    expect(await seen(poor.id)).toEqual(['rejected', 'payment_declined']);
    expect(await seen(unlucky.id)).toEqual(['rejected', 'payment_unavailable']);
    expect((await shop.sent(ReleaseStock)).map(({ data }) => data.orderId)).toEqual([poor.id, unlucky.id]);
    expect(await counts(OrderConfirmed)).toEqual([0]);
  });

  it('is heard of at once by those who follow it in this process', async () => {
    const { id } = await place();
    const following = new ListeningOnly(shop.orders, shop.module.get(OrderBell));
    const statuses: string[] = [];
    const ended = lastValueFrom(following.follow(id).pipe(tap(({ status }) => statuses.push(status))));
    await eventually(() => statuses.length === 1, { describe: 'the pending order is shown' });
    await reserved(id);
    await captured(id);
    expect((await ended).status).toBe('confirmed');
    expect(statuses).toEqual(['pending', 'confirmed']);
  });

  it('keeps the first reason, and gives back what comes late, while stock is on its way back', async () => {
    const { id } = await place();
    await reserved(id);
    await declined(id);
    await Promise.all([abandoned(id), captured(id), reserved(id)]);
    expect(await state(id)).toBe('releasing');
    expect(await counts(RefundPayment, ReleaseStock, OrderConfirmed)).toEqual([1, 1, 0]);
    await released(id);
    await released(id);
    expect(await seen(id)).toEqual(['rejected', 'payment_declined']);
    expect(await counts(RefundPayment, ReleaseStock)).toEqual([1, 1]);
  });

  it('rejects what is declined and released in one batch', async () => {
    const { id } = await place();
    await reserved(id);
    await Promise.all([declined(id), released(id)]);
    expect(await seen(id)).toEqual(['rejected', 'payment_declined']);
  });

  it('names what it comes of, from the first request to the last message', async () => {
    const { id } = await place();
    const answer = message(StockReserved, { orderId: id });
    await shop.messages.stockReserved(answer);
    expect(await shop.sent(ChargePayment)).toMatchObject([
      { correlationId: answer.correlationId, causationId: answer.eventId },
    ]);
  });

  it('takes each message once, however often it is delivered and in however many at once', async () => {
    const { id } = await place();
    const first = message(StockReserved, { orderId: id });
    await Promise.all(Array.from({ length: 20 }, () => shop.messages.stockReserved(first)));
    const second = message(PaymentCaptured, { orderId: id });
    await Promise.all(Array.from({ length: 20 }, () => shop.messages.paymentCaptured(second)));
    await shop.messages.stockReserved(first);
    expect(await counts(ChargePayment, OrderConfirmed, ReleaseStock)).toEqual([1, 1, 0]);
  });

  it('takes an answer that is given again for what it is: known', async () => {
    const { id } = await place();
    for (let n = 0; n < 3; n += 1) await reserved(id);
    for (let n = 0; n < 3; n += 1) await captured(id);
    expect(await counts(ChargePayment, OrderConfirmed, ReleaseStock, RefundPayment)).toEqual([1, 1, 0, 0]);
  });

  it('gives back what comes for an order that is rejected already', async () => {
    const { id } = await place();
    await declined(id);
    await released(id);
    await reserved(id);
    await captured(id);
    expect(await seen(id)).toEqual(['rejected', 'payment_declined']);
    expect(await counts(ChargePayment, RefundPayment)).toEqual([0, 1]);
    expect((await shop.sent(ReleaseStock)).length).toBeGreaterThan(0);
  });

  it('takes a whole batch through, with answers of one order in it that follow each other', async () => {
    const orders = await Promise.all(Array.from({ length: 60 }, () => place()));
    await Promise.all(orders.flatMap(({ id }) => [reserved(id), captured(id)]));
    const { rows } = await shop.pool.query<{ status: string; n: number }>(
      'SELECT status, count(*)::int AS n FROM orders GROUP BY status',
    );
    expect(rows).toEqual([{ status: 'confirmed', n: 60 }]);
    expect(await counts(OrderConfirmed)).toEqual([60]);
  });

  it('has nothing done where the process dies before the commit, and does it at the next delivery', async () => {
    const { id } = await place();
    const answer = message(StockReserved, { orderId: id });
    const checkouts = shop.module.get(Checkouts);
    const write = checkouts.write.bind(checkouts);
    checkouts.write = async (...all) => {
      await write(...all);
      throw new Error('the process is killed');
    };
    await expect(shop.messages.stockReserved(answer)).rejects.toThrow('the process is killed');
    checkouts.write = write;
    expect([await state(id), ...(await counts(ChargePayment))]).toEqual(['reserving', 0]);
    await shop.messages.stockReserved(answer);
    expect([await state(id), ...(await counts(ChargePayment))]).toEqual(['charging', 1]);
  });

  it('refuses a message about an order that is not there, and no other of its batch', async () => {
    const { id } = await place();
    const [unknown, known] = await Promise.allSettled([reserved(newId()), reserved(id)]);
    expect(unknown).toMatchObject({ status: 'rejected', reason: { message: /which is not there/ } });
    expect(known.status).toBe('fulfilled');
    expect(await state(id)).toBe('charging');
  });

  describe('where nothing is heard', () => {
    const sweep = () => shop.module.get(AskAgain).takeUp();
    const waits = (seconds: number) =>
      shop.pool.query(
        `UPDATE orders SET step_since = now() - $1 * interval '1 second', next_attempt_at = now() WHERE status = 'pending'`,
        [seconds],
      );
    const allLeft = () => shop.pool.query('UPDATE outbox SET published_at = now()');
    const stuckFor = (seconds: number) =>
      shop.pool.query(
        `UPDATE outbox SET published_at = NULL, occurred_at = now() - $1 * interval '1 second'`,
        [seconds],
      );
    const nextLookIn = async (): Promise<number> => {
      const { rows } = await shop.pool.query<{ seconds: number }>(
        'SELECT extract(epoch FROM next_attempt_at - now())::float8 AS seconds FROM checkout_saga',
      );
      return Math.round(rows[0]!.seconds);
    };

    it('waits 15 s for an answer', async () => {
      await place();
      expect(await nextLookIn()).toBe(15);
      await sweep();
      expect(await counts(ReserveStock)).toEqual([1]);
    });

    it('asks for the same stock again, as a new message', async () => {
      await place();
      await waits(15);
      await sweep();
      const [first, again] = await shop.sent(ReserveStock);
      expect(again!.data).toEqual(first!.data);
      expect(again!.eventId).not.toBe(first!.eventId);
    });

    it('asks again under the name of the request that placed the order, in its trace', async () => {
      const request = {
        correlationId: 'the-order',
        causationId: 'the-request',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      };
      const { id } = await withTrace(request, () => place());
      await waits(15);
      await sweep();
      await reserved(id);
      await waits(15);
      await sweep();
      for (const again of [(await shop.sent(ReserveStock))[1]!, (await shop.sent(ChargePayment))[1]!]) {
        expect(again).toMatchObject({ correlationId: 'the-order', causationId: 'the-request' });
        expect(traceIdOf(again.traceparent)).toBe(traceIdOf(request.traceparent));
      }
      await captured(id);
      expect((await shop.pool.query('SELECT cause FROM orders')).rows).toEqual([{ cause: null }]);
    });

    it('asks for the same charge again', async () => {
      const { id } = await place();
      await reserved(id);
      await waits(15);
      await sweep();
      const [first, again] = await shop.sent(ChargePayment);
      expect(again!.data).toEqual(first!.data);
      await captured(id);
      expect(await seen(id)).toEqual(['confirmed', null]);
    });

    it('asks at growing intervals, of 30 s at most', async () => {
      await place();
      const pauses: number[] = [];
      for (const seconds of [15, 20, 60, 200]) {
        await waits(seconds);
        await sweep();
        pauses.push(await nextLookIn());
      }
      expect(pauses).toEqual([15, 20, 30, 30]);
    });

    it('waits for the catalogue however long it is away', async () => {
      const { id } = await place();
      await waits(2 * (LONG_SILENCE_MS / 1_000));
      await sweep();
      expect(await state(id)).toBe('reserving');
      await reserved(id);
      expect(await state(id)).toBe('charging');
    });

    it('gives a payment up after five minutes, and keeps asking for its last word', async () => {
      const { id } = await place();
      await reserved(id);
      await waits(LONG_SILENCE_MS / 1_000 - 1);
      await sweep();
      expect(await counts(AbandonPayment)).toEqual([0]);
      await waits(LONG_SILENCE_MS / 1_000);
      await sweep();
      expect(await state(id)).toBe('abandoning');
      expect((await shop.sent(AbandonPayment)).map(({ data }) => data)).toEqual([
        { orderId: id, amount: 2_598 },
      ]);
      await waits(15);
      await sweep();
      expect(await counts(AbandonPayment)).toEqual([2]);
      await abandoned(id);
      await released(id);
      expect(await seen(id)).toEqual(['rejected', 'payment_unavailable']);
      expect(await counts(ReleaseStock)).toEqual([1]);
    });

    it('asks for the same release again, and for the same reason, however long the catalogue is away', async () => {
      const { id } = await place();
      await reserved(id);
      await declined(id);
      await waits(15);
      await sweep();
      await waits(2 * (LONG_SILENCE_MS / 1_000));
      await sweep();
      expect((await shop.sent(ReleaseStock)).map(({ data }) => data)).toEqual(Array(3).fill({ orderId: id }));
      expect(await state(id)).toBe('releasing');
      await released(id);
      expect(await seen(id)).toEqual(['rejected', 'payment_declined']);
    });

    it('confirms what turns out to be paid as it is given up', async () => {
      const { id } = await place();
      await reserved(id);
      await waits(LONG_SILENCE_MS / 1_000);
      await sweep();
      await captured(id);
      expect(await seen(id)).toEqual(['confirmed', null]);
    });

    it('does not pile up what it asks while nothing leaves: it looks again when that is over', async () => {
      const { id } = await place();
      await waits(LONG_SILENCE_MS / 1_000);
      await stuckFor(6);
      await sweep();
      expect([await counts(ReserveStock), await nextLookIn(), await state(id)]).toEqual([
        [1],
        15,
        'reserving',
      ]);
      await reserved(id);
      await waits(LONG_SILENCE_MS / 1_000);
      await stuckFor(6);
      await sweep();
      expect([await counts(AbandonPayment), await state(id)]).toEqual([[0], 'charging']);
      // An order that is on its way back keeps the reason for it.
      await declined(id);
      await waits(15);
      await stuckFor(6);
      await sweep();
      expect(await counts(ReleaseStock)).toEqual([1]);
      await allLeft();
      await waits(15);
      await sweep();
      expect(await counts(ReleaseStock)).toEqual([2]);
      await released(id);
      expect(await seen(id)).toEqual(['rejected', 'payment_declined']);
    });

    it('asks again amid messages that have only just been written', async () => {
      await place();
      await waits(15);
      await stuckFor(2);
      await sweep();
      expect(await counts(ReserveStock)).toEqual([2]);
    });

    it('asks once for each order, though many sweeps run at once', async () => {
      await Promise.all(Array.from({ length: 300 }, () => place(1)));
      await waits(15);
      await Promise.all([sweep(), sweep(), sweep()]);
      expect(await counts(ReserveStock)).toEqual([600]);
    });

    it('leaves orders alone that came to their end', async () => {
      await confirmed();
      await shop.pool.query('UPDATE orders SET next_attempt_at = now()');
      await sweep();
      expect(await counts(ReserveStock, ChargePayment)).toEqual([1, 1]);
    });

    it('makes the process unready only where nobody takes such an order up for 15 s', async () => {
      const sweeping = new AskAgain(shop.database, shop.module.get(Checkouts));
      const progress = new CheckoutProgress(sweeping);
      await place();
      await shop.pool.query(`UPDATE orders SET next_attempt_at = now() - interval '14 seconds'`);
      await progress.check();
      await shop.pool.query(`UPDATE orders SET next_attempt_at = now() - interval '16 seconds'`);
      await expect(progress.check()).rejects.toThrow('pending orders have not been taken up for 15 s');
      await sweeping.takeUp();
      await progress.check();
    });
  });

  describe('that a customer takes back', () => {
    const cancel = async (id: string, customerId = shop.customerId) => {
      const result = await shop.checkout.cancel(customerId, id);
      return result.ok ? result.value : result.failure.code;
    };

    it('is cancelled, its stock released and its money refunded', async () => {
      const order = await confirmed();
      const cancelled = (await cancel(order.id)) as Order;
      expect(cancelled).toMatchObject({ ...order, status: 'cancelled', updatedAt: expect.any(String) });
      const read = (await shop.orders.find(order.id))!;
      expect([read.status, read.updated_at.toISOString()]).toEqual(['cancelled', cancelled.updatedAt]);
      expect((await shop.sent(OrderCancelled)).map(({ data }) => data)).toEqual([
        {
          orderId: order.id,
          customerId: shop.customerId,
          lines: [{ productId: chair, quantity: 2 }],
          cancelledAt: cancelled.updatedAt,
        },
      ]);
      expect(await counts(ReleaseStock, RefundPayment)).toEqual([1, 1]);
    });

    it('is cancelled once by 20 at once', async () => {
      const { id } = await confirmed();
      const all = await Promise.all(Array.from({ length: 20 }, () => cancel(id)));
      expect(all.filter((one) => one === 'order_not_cancellable')).toHaveLength(19);
      expect(await counts(ReleaseStock, RefundPayment, OrderCancelled)).toEqual([1, 1, 1]);
    });

    it('can’t be cancelled while it is pending, nor when it is rejected', async () => {
      const { id } = await place();
      expect(await cancel(id)).toBe('order_not_cancellable');
      await reserved(id);
      expect(await cancel(id)).toBe('order_not_cancellable');
      await declined(id);
      expect(await cancel(id)).toBe('order_not_cancellable');
      await released(id);
      expect(await cancel(id)).toBe('order_not_cancellable');
      expect(await counts(RefundPayment)).toEqual([0]);
    });

    it('is nobody else’s', async () => {
      const { id } = await confirmed();
      expect(await cancel(id, newId())).toBe('order_not_found');
      expect(await cancel(newId())).toBe('order_not_found');
    });

    it('stays cancelled whatever comes late', async () => {
      const { id } = await confirmed();
      await cancel(id);
      await Promise.all([reserved(id), captured(id), abandoned(id), released(id)]);
      expect(await seen(id)).toEqual(['cancelled', null]);
      expect(await counts(ReleaseStock, RefundPayment)).toEqual([1, 1]);
    });
  });

  describe('of a monolith that shares the database', () => {
    const withoutSaga = async (): Promise<Order> => {
      const order = await place();
      await shop.pool.query('UPDATE orders SET step = NULL, next_attempt_at = now() WHERE id = $1', [
        order.id,
      ]);
      await shop.pool.query('TRUNCATE outbox');
      return order;
    };

    it('is left to it, whatever is heard of the order', async () => {
      const { id } = await withoutSaga();
      await Promise.all([captured(id), released(id), refused(id)]);
      await shop.module.get(AskAgain).takeUp();
      expect(await seen(id)).toEqual(['pending', null]);
      expect(await counts(ChargePayment, OrderConfirmed, RefundPayment)).toEqual([0, 0, 0]);
    });

    it('can’t be cancelled while that has it pending', async () => {
      const { id } = await withoutSaga();
      const cancelled = await shop.checkout.cancel(shop.customerId, id);
      expect(cancelled).toMatchObject({ ok: false, failure: { code: 'order_not_cancellable' } });
    });
  });

  it('looks at an order under a lock: of two at once, the second sees what the first made of it', async () => {
    const { id } = await place();
    const checkouts = shop.module.get(Checkouts);
    const charging = { id, state: 'charging', failure: null, at: new Date(), nextLookInMs: 1 } as const;
    const looks = Array.from({ length: 2 }, () =>
      shop.database.transaction(async (tx) => {
        const [order] = await checkouts.lock(tx, [{ orderId: id, happening: 'stockReserved' }]);
        await checkouts.write(tx, [charging], []);
        return order!.state;
      }),
    );
    expect((await Promise.all(looks)).sort()).toEqual(['charging', 'reserving']);
  });
});
