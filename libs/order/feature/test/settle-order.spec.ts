import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Order } from '@twinshop/order-contracts';
import { type Database, sql } from '@twinshop/platform/database';
import { eventually } from '@twinshop/testing';
import { CheckoutProgress } from '../src/checkout/checkout-progress.ts';
import type { OrderRow } from '../src/persistence/order-row.ts';
import { Orders } from '../src/persistence/orders.ts';
import { CancelOrder } from '../src/checkout-in-one-transaction/cancel-order.ts';
import { FinishPendingOrders } from '../src/checkout-in-one-transaction/finish-pending-orders.ts';
import { OrderBell } from '../src/persistence/order-bell.ts';
import { FollowOrder } from '../src/use-cases/follow-order/follow-order.ts';
import { PlaceOrder } from '../src/checkout-in-one-transaction/place-order.ts';
import { SettleOrder } from '../src/checkout-in-one-transaction/settle-order.ts';
import { aKey, anOrder, ListeningOnly, startOrders, type OrderProcess } from './order-process.ts';

/** The planner may not hash or keep the rows of a subquery, and so runs it again for each row. */
const RESCAN = ['hashagg', 'hashjoin', 'mergejoin', 'material', 'sort'].map((method) =>
  sql(`test-without-${method}`, `SET LOCAL enable_${method} = off`),
);

const ALL_BUT_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

describe('an order', () => {
  let shop: OrderProcess;
  let chair: string;

  beforeAll(async () => {
    shop = await startOrders();
  });
  afterAll(() => shop.stop());
  beforeEach(async () => {
    await shop.pool.query('TRUNCATE orders CASCADE');
    chair = await shop.stock(20);
    shop.payment.answer = async () => 'captured';
    shop.payment.lastWord = 'abandoned';
    shop.payment.asked.length = 0;
    shop.payment.patience.length = 0;
    shop.heard.length = 0;
  });

  const place = async (key = aKey()): Promise<Order> => {
    const placed = await shop.module.get(PlaceOrder).run(shop.customerId, key, anOrder([chair, 2]));
    if (!placed.ok) throw new Error(placed.failure.code);
    return placed.value.order;
  };
  /** An order whose process died before it heard of the money. */
  const interrupted = async (): Promise<OrderRow> => {
    shop.payment.answer = () => Promise.reject(new Error('the process is killed'));
    const key = aKey();
    await expect(place(key)).rejects.toThrow('the process is killed');
    shop.payment.answer = async () => 'captured';
    shop.payment.asked.length = 0;
    return (await shop.orders.findByKey(shop.customerId, key))!;
  };
  const leaseEnds = () => shop.pool.query('UPDATE orders SET next_attempt_at = now()');
  const deadlinePasses = () =>
    shop.pool.query(`UPDATE orders SET created_at = created_at - interval '31 seconds'`);
  /** One round of the sweep, as it runs at start and every two seconds. */
  const sweep = (stopping?: AbortSignal): Promise<void> =>
    shop.module.get(FinishPendingOrders).takeUp(stopping);
  /** So many orders that nobody works on, each like the one that is there. */
  const manyLeft = async (many: number): Promise<void> => {
    await interrupted();
    await shop.pool.query(
      `INSERT INTO orders SELECT gen_random_uuid(), customer_id, id || '-' || n, fingerprint, status, failure_code,
         total_amount, payment_source, created_at, updated_at, next_attempt_at FROM orders, generate_series(2, $1) n`,
      [many],
    );
    await shop.pool.query(
      `INSERT INTO order_line SELECT o.id, 1, $1, 'Chair', 2, 1299 FROM orders o
       WHERE NOT EXISTS (SELECT FROM order_line WHERE order_id = o.id)`,
      [chair],
    );
    await leaseEnds();
  };
  const confirmed = async (): Promise<number> => {
    const { rows } = await shop.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM orders WHERE status = 'confirmed'`,
    );
    return rows[0]!.n;
  };
  const status = async (id: string): Promise<string | undefined> => (await shop.orders.find(id))?.status;

  describe('that a crash left between its acceptance and its money', () => {
    it('is there, with its stock taken and its card at hand', async () => {
      expect(await interrupted()).toMatchObject({ status: 'pending', payment_source: 'tok_visa' });
      expect(await shop.onHand(chair)).toBe(18);
    });

    it('is left alone while whoever placed it may still be at it', async () => {
      const { id } = await interrupted();
      await sweep();
      expect(await status(id)).toBe('pending');
      expect(shop.payment.asked).toEqual([]);
    });

    it.each([600_000, -600_000])('is so for as long, with a clock that is %d ms wrong', async (aheadMs) => {
      jest.useFakeTimers({ now: Date.now() + aheadMs, doNotFake: [...ALL_BUT_DATE] });
      await interrupted().finally(() => jest.useRealTimers());
      const { rows } = await shop.pool.query<{ seconds: number }>(
        'SELECT extract(epoch FROM next_attempt_at - now())::float8 AS seconds FROM orders',
      );
      expect(rows[0]!.seconds).toBeGreaterThan(0);
      expect(rows[0]!.seconds).toBeLessThanOrEqual(15);
    });

    it('is brought to its end by the sweep, under its own name', async () => {
      const { id } = await interrupted();
      await leaseEnds();
      await sweep();
      expect(await status(id)).toBe('confirmed');
      expect(shop.payment.asked).toEqual([{ orderId: id, amount: 2_598, source: 'tok_visa' }]);
      expect(shop.heard.map(({ orderId }) => orderId)).toEqual([id]);
      expect(await shop.onHand(chair)).toBe(18);
    });

    it('is given to its customer where they ask again', async () => {
      const { id } = await interrupted();
      const { rows } = await shop.pool.query<{ idempotency_key: string }>(
        'SELECT idempotency_key FROM orders',
      );
      await leaseEnds();
      const [order] = await Promise.all([place(rows[0]!.idempotency_key), sweep()]);
      expect(order).toMatchObject({ id, status: 'confirmed' });
    });

    it('is one of many that are all brought to their end', async () => {
      await manyLeft(250);
      await sweep();
      expect(await confirmed()).toBe(250);
    });

    it('is one of a hundred that the provider is asked for at once', async () => {
      await manyLeft(100);
      const allAsked = Promise.withResolvers<void>();
      shop.payment.answer = async () => {
        if (shop.payment.asked.length === 100) allAsked.resolve();
        await allAsked.promise;
        return 'captured';
      };
      await sweep();
      expect(await confirmed()).toBe(100);
    });

    it('is one of many of which no more are taken up once the process stops', async () => {
      await manyLeft(150);
      const stopping = new AbortController();
      shop.payment.answer = async () => {
        stopping.abort();
        return 'captured';
      };
      await sweep(stopping.signal);
      expect(await confirmed()).toBe(100);
    });

    it('is one of many of which one fails: the others are brought to their end, and waited for', async () => {
      await manyLeft(150);
      const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      shop.payment.answer = async () => {
        if (shop.payment.asked.length === 1) throw new Error('the database is away');
        return 'captured';
      };
      await sweep();
      expect(await confirmed()).toBe(149);
      expect(warned).toHaveBeenCalledTimes(1);
      warned.mockRestore();
    });

    it('is one of no more than may be claimed, whatever plan PostgreSQL makes', async () => {
      await manyLeft(20);
      const claimed = await shop.database.transaction(async (tx) => {
        for (const off of RESCAN) await tx.query(off);
        return new Orders(tx as unknown as Database, new OrderBell()).claimPending(3);
      });
      expect(claimed).toHaveLength(3);
    });

    it('is settled once by two sweeps at once', async () => {
      const left: OrderRow[] = [];
      for (let n = 0; n < 8; n += 1) left.push(await interrupted());
      shop.payment.answer = async () => 'declined';
      await leaseEnds();
      await Promise.all([sweep(), sweep(), sweep()]);
      expect(shop.payment.asked.map(({ orderId }) => orderId).sort()).toEqual(
        left.map(({ id }) => id).sort(),
      );
      expect(await shop.onHand(chair)).toBe(20);
    });

    it('is left to the next sweep where one of its round fails', async () => {
      const { id } = await interrupted();
      await leaseEnds();
      shop.payment.answer = () => Promise.reject(new Error('the database is away'));
      const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      await sweep();
      expect(warned.mock.calls).toEqual([[`order ${id} stays pending: the database is away`]]);
      warned.mockRestore();
      expect(await status(id)).toBe('pending');
      shop.payment.answer = async () => 'captured';
      await sweep();
      expect(await status(id)).toBe('pending');
      await leaseEnds();
      await sweep();
      expect(await status(id)).toBe('confirmed');
    });
  });

  describe('that the provider gives no answer for', () => {
    beforeEach(() => {
      shop.payment.answer = async () => 'unreachable';
    });

    it('is asked for again until its deadline, and keeps its stock', async () => {
      const { id } = await place();
      for (let round = 1; round < 4; round += 1) {
        await leaseEnds();
        await sweep();
        expect(await status(id)).toBe('pending');
        expect(shop.payment.asked).toHaveLength(round + 1);
      }
      expect(await shop.onHand(chair)).toBe(18);
    });

    it.each([600_000, -600_000])(
      'has as much time where a clock is %d ms wrong, when it is placed or swept',
      async (wrongMs) => {
        const withWrongClock = <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
          jest.useFakeTimers({ now: Date.now() + wrongMs, doNotFake: [...ALL_BUT_DATE] });
          return work().finally(() => jest.useRealTimers());
        };
        const { id } = await withWrongClock(() => place());
        await leaseEnds();
        await sweep();
        await leaseEnds();
        await withWrongClock(() => sweep());
        expect(await status(id)).toBe('pending');
        await deadlinePasses();
        await leaseEnds();
        await sweep();
        expect(await status(id)).toBe('rejected');
      },
    );

    it('is waited for by whoever placed it, more shortly by the sweep, and hardly when it is overdue', async () => {
      await place();
      await leaseEnds();
      await sweep();
      await deadlinePasses();
      await leaseEnds();
      await sweep();
      expect(shop.payment.patience).toEqual([8_000, 5_000, 2_000]);
    });

    it('is rejected after its deadline, and its stock returned', async () => {
      const { id } = await place();
      await deadlinePasses();
      await leaseEnds();
      await sweep();
      expect(await shop.orders.find(id)).toMatchObject({
        status: 'rejected',
        failure_code: 'payment_unavailable',
        payment_source: null,
      });
      expect(await shop.onHand(chair)).toBe(20);
    });

    it('is confirmed also after its deadline where it turns out to be paid as it is given up', async () => {
      const { id } = await place();
      shop.payment.lastWord = 'captured';
      await deadlinePasses();
      await leaseEnds();
      await sweep();
      expect(await status(id)).toBe('confirmed');
    });

    it('is confirmed after its deadline where the provider answers at last', async () => {
      const { id } = await place();
      await deadlinePasses();
      await leaseEnds();
      shop.payment.answer = async () => 'captured';
      await sweep();
      expect(await status(id)).toBe('confirmed');
    });
  });

  describe('that many bring to its end at once', () => {
    it('returns its stock once', async () => {
      shop.payment.answer = async () => 'unreachable';
      const { id } = await place();
      const order = (await shop.orders.find(id))!;
      shop.payment.answer = async () => 'declined';
      const ends = await Promise.all(
        Array.from({ length: 20 }, () => shop.module.get(SettleOrder).run(order, 1_000)),
      );
      expect(new Set(ends.map((end) => end.status))).toEqual(new Set(['rejected']));
      expect(await shop.onHand(chair)).toBe(20);
    });

    it('is announced once', async () => {
      const order = await interrupted();
      await Promise.all(Array.from({ length: 20 }, () => shop.module.get(SettleOrder).run(order, 1_000)));
      expect(shop.heard).toHaveLength(1);
    });

    it('would return its stock each time, if it were looked at first and moved then', async () => {
      const order = await interrupted();
      const MOVE = sql(
        'naive-move',
        `UPDATE orders SET status = 'rejected', failure_code = 'payment_declined' WHERE id = $1`,
      );
      let looked = 0;
      const everybodyLooked = Promise.withResolvers<void>();
      const rejectNaively = async (): Promise<void> => {
        const seen = await shop.orders.find(order.id);
        if ((looked += 1) === 5) everybodyLooked.resolve();
        await everybodyLooked.promise;
        if (seen!.status !== 'pending') return;
        await shop.database.transaction(async (tx) => {
          await tx.query(MOVE, [order.id]);
          await shop.shelf.giveBack(tx, order.lines);
        });
      };
      await Promise.all(Array.from({ length: 5 }, rejectNaively));
      expect(await shop.onHand(chair)).toBe(18 + 5 * 2);
    });
  });

  describe('makes the process unready', () => {
    let sweeping: FinishPendingOrders;
    let progress: CheckoutProgress;

    beforeEach(() => {
      sweeping = new FinishPendingOrders(shop.orders, shop.module.get(SettleOrder));
      progress = new CheckoutProgress(sweeping);
    });

    const waitingFor = (seconds: number) =>
      shop.pool.query(`UPDATE orders SET next_attempt_at = now() - $1 * interval '1 second'`, [seconds]);

    it('where nobody has taken it up for 15 seconds, until somebody does', async () => {
      await interrupted();
      await waitingFor(14);
      await progress.check();
      await waitingFor(16);
      await expect(progress.check()).rejects.toThrow('pending orders have not been taken up for 15 s');
      await sweeping.takeUp();
      await progress.check();
    });

    it('not where it waits its turn behind a provider that gives no answer', async () => {
      await interrupted();
      shop.payment.answer = async () => 'unreachable';
      await leaseEnds();
      await sweeping.takeUp();
      await waitingFor(16);
      await progress.check();
    });

    it('where the last turn was long ago', async () => {
      await interrupted();
      shop.payment.answer = async () => 'unreachable';
      await leaseEnds();
      await sweeping.takeUp();
      await waitingFor(16);
      const later = performance.now() + 16_000;
      const clock = jest.spyOn(performance, 'now').mockReturnValue(later);
      await expect(progress.check())
        .rejects.toThrow('taken up')
        .finally(() => clock.mockRestore());
    });

    it('not where it is settled', async () => {
      await place();
      await waitingFor(3_600);
      await progress.check();
    });
  });

  it('can’t be moved where its table does not let it: that does not compile', () => {
    const move = (order: OrderRow) => [
      shop.orders.move(order, 'confirmed', 'cancelled'),
      // @ts-expect-error a pending order may have been charged
      shop.orders.move(order, 'pending', 'cancelled'),
      // @ts-expect-error a rejected order is over
      shop.orders.move(order, 'rejected', 'confirmed'),
    ];
    expect(move).toBeDefined();
  });

  describe('that is cancelled', () => {
    const cancel = (id: string, customerId = shop.customerId) =>
      shop.module.get(CancelOrder).run(customerId, id);

    it('is refunded and its stock returned', async () => {
      const { id } = await place();
      expect(await cancel(id)).toMatchObject({ ok: true, value: { id, status: 'cancelled', failure: null } });
      expect(shop.payment.refunded.get(id)).toBe(1);
      expect(await shop.onHand(chair)).toBe(20);
    });

    it('is cancelled, though the attempt to refund it fails: it is written down, and repeated', async () => {
      const { id } = await place();
      const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      const failing = jest
        .spyOn(shop.payment, 'refundNow')
        .mockRejectedValue(new Error('the database is away'));
      expect(await cancel(id)).toMatchObject({ ok: true, value: { id, status: 'cancelled' } });
      expect(shop.payment.refunded.get(id)).toBe(1);
      expect(warned).toHaveBeenCalledTimes(1);
      failing.mockRestore();
      warned.mockRestore();
    });

    it('20 times at once is refunded once, and its stock returned once', async () => {
      const { id } = await place();
      const answers = await Promise.all(Array.from({ length: 20 }, () => cancel(id)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.filter((one) => !one.ok && one.failure.code === 'order_not_cancellable')).toHaveLength(
        19,
      );
      expect(shop.payment.refunded.get(id)).toBe(1);
      expect(await shop.onHand(chair)).toBe(20);
    });

    it('can’t be one that is pending, rejected or another’s', async () => {
      const refusal = async (id: string, customerId?: string) =>
        (await cancel(id, customerId)) as { failure: { code: string } };
      const { id } = await place();
      expect((await refusal(id, chair)).failure.code).toBe('order_not_found');
      shop.payment.answer = async () => 'unreachable';
      expect((await refusal((await place()).id)).failure.code).toBe('order_not_cancellable');
      shop.payment.answer = async () => 'declined';
      expect((await refusal((await place()).id)).failure.code).toBe('order_not_cancellable');
      expect(await shop.onHand(chair)).toBe(16);
    });

    it('stays as it was where the refund can’t be written down', async () => {
      const { id } = await place();
      const asItWas = shop.payment.requestRefund.bind(shop.payment);
      shop.payment.requestRefund = () => Promise.reject(new Error('the database is away'));
      await expect(cancel(id)).rejects.toThrow('the database is away');
      shop.payment.requestRefund = asItWas;
      expect(await status(id)).toBe('confirmed');
      expect(await shop.onHand(chair)).toBe(18);
    });
  });

  describe('that is followed', () => {
    const follow = (id: string, following = shop.module.get(FollowOrder), heard?: string) => {
      const seen = { statuses: [] as string[], ended: false };
      const subscription = following.follow(id, heard).subscribe({
        next: (order) => void seen.statuses.push(order.status),
        complete: () => void (seen.ended = true),
      });
      return { seen, stop: () => subscription.unsubscribe() };
    };

    /** The book of orders, and how often it was asked for statuses. */
    const counted = () => {
      let count = 0;
      const orders = Object.create(shop.orders, {
        statuses: { value: (ids: string[]) => ((count += 1), shop.orders.statuses(ids)) },
      }) as typeof shop.orders;
      return { orders, looks: () => count };
    };

    it('shows each status once, whoever changed it, and ends after the settled one', async () => {
      shop.payment.answer = async () => 'unreachable';
      const { id } = await place();
      const { orders, looks } = counted();
      const following = new FollowOrder(orders, new OrderBell());
      const followers = Array.from({ length: 5 }, () => follow(id, following).seen);
      await eventually(() => looks() > 3, { describe: 'the pending order is looked at several times' });
      shop.payment.answer = async () => 'captured';
      await leaseEnds();
      await sweep();
      await eventually(() => followers.every(({ ended }) => ended), {
        describe: 'every follower sees the end',
      });
      for (const { statuses } of followers) expect(statuses).toEqual(['pending', 'confirmed']);
    });

    it('is heard of at once where this process settles it, whichever way', async () => {
      for (const outcome of ['captured', 'declined'] as const) {
        shop.payment.answer = async () => 'unreachable';
        const { id } = await place();
        const { seen } = follow(id, new ListeningOnly(shop.orders, shop.module.get(OrderBell)));
        await eventually(() => seen.statuses.length === 1, { describe: 'the pending order is shown' });
        shop.payment.answer = async () => outcome;
        await leaseEnds();
        await sweep();
        await eventually(() => seen.ended, { describe: 'the follower hears of the end' });
        expect(seen.statuses).toEqual(['pending', outcome === 'captured' ? 'confirmed' : 'rejected']);
      }
    });

    it('is heard of once it is committed, and not where it is not', async () => {
      shop.payment.answer = async () => 'unreachable';
      const order = await shop.orders.find((await place()).id);
      const bell = shop.module.get(OrderBell);
      const rung: string[] = [];
      bell.hear((ids) => void rung.push(...ids));
      const moved = shop.database.transaction(async (tx) => {
        await shop.orders.move(order!, 'pending', 'confirmed', null, tx);
        expect(rung).toEqual([]);
        throw new Error('the process is killed');
      });
      await expect(moved).rejects.toThrow('the process is killed');
      expect(rung).toEqual([]);
      await shop.database.transaction((tx) => shop.orders.move(order!, 'pending', 'confirmed', null, tx));
      expect(rung).toEqual([order!.id]);
    });

    it('shows one that is settled already, and ends', async () => {
      const { id } = await place();
      const { seen } = follow(id);
      await eventually(() => seen.ended, { describe: 'the settled order is shown' });
      expect(seen.statuses).toEqual(['confirmed']);
    });

    it('does not show again what was heard of before, and ends where that was the last', async () => {
      shop.payment.answer = async () => 'unreachable';
      const { id } = await place();
      const again = () => follow(id, new FollowOrder(shop.orders, new OrderBell()), 'pending').seen;
      const early = again();
      shop.payment.answer = async () => 'captured';
      await leaseEnds();
      await sweep();
      const late = again();
      await eventually(() => early.ended && late.ended, { describe: 'both followers see the end' });
      expect([early.statuses, late.statuses]).toEqual([['confirmed'], ['confirmed']]);

      const { seen } = follow(id, new FollowOrder(shop.orders, new OrderBell()), 'confirmed');
      await eventually(() => seen.ended, { describe: 'nothing more is to be heard' });
      expect(seen.statuses).toEqual([]);
    });

    it('is asked after once for all who follow', async () => {
      shop.payment.answer = async () => 'unreachable';
      const { id } = await place();
      const { orders, looks } = counted();
      const following = new FollowOrder(orders, new OrderBell());
      const followers = Array.from({ length: 50 }, () => follow(id, following));
      await eventually(() => followers.every(({ seen }) => seen.statuses.length === 1), {
        describe: 'every follower sees the pending order',
      });
      expect(looks()).toBeLessThan(10);
      for (const { stop } of followers) stop();
    });

    it('can be followed by the next after all others have gone', async () => {
      shop.payment.answer = async () => 'unreachable';
      const { id } = await place();
      const following = new FollowOrder(shop.orders, new OrderBell());
      for (let time = 0; time < 2; time += 1) {
        const { seen, stop } = follow(id, following);
        await eventually(() => seen.statuses.length === 1, { describe: 'the pending order is shown' });
        stop();
      }
    });

    it('is shown again after a moment in which the database was away', async () => {
      const { id } = await place();
      let away = true;
      const failing = Object.create(shop.orders, {
        statuses: {
          value: (ids: string[]) => {
            if (!away) return shop.orders.statuses(ids);
            away = false;
            return Promise.reject(new Error('the database is away'));
          },
        },
      }) as typeof shop.orders;
      const { seen } = follow(id, new FollowOrder(failing, new OrderBell()));
      await eventually(() => seen.ended, { describe: 'the order is shown after all' });
    });

    it('ends for its followers when the process does', async () => {
      shop.payment.answer = async () => 'unreachable';
      const { id } = await place();
      const following = new FollowOrder(shop.orders, new OrderBell());
      const followers = Array.from({ length: 3 }, () => follow(id, following).seen);
      await eventually(() => followers.every(({ statuses }) => statuses.length === 1), {
        describe: 'every follower sees the pending order',
      });
      following.beforeApplicationShutdown();
      expect(followers.every(({ ended }) => ended)).toBe(true);
    });

    it('is waited for no longer than patience lasts', async () => {
      shop.payment.answer = async () => 'unreachable';
      const order = await place();
      const following = shop.module.get(FollowOrder);
      expect(await following.untilSettled(order, 400)).toEqual(order);
    });

    it('is answered as it is known to whoever waits for it while the database is away', async () => {
      const order = await place();
      const away = Object.create(shop.orders, {
        statuses: { value: () => Promise.reject(new Error('the database is away')) },
      }) as typeof shop.orders;
      expect(await new FollowOrder(away, new OrderBell()).untilSettled(order, 50)).toEqual(order);
    });

    it('is answered as it is known to whoever waits for it while the process stops', async () => {
      shop.payment.answer = async () => 'unreachable';
      const order = await place();
      const following = new FollowOrder(shop.orders, new OrderBell());
      const waiting = following.untilSettled(order, 60_000);
      following.beforeApplicationShutdown();
      expect(await waiting).toEqual(order);
      expect(await following.untilSettled(order, 60_000)).toEqual(order);
    });

    it('is not followed any more once the process stops, which would hold it', async () => {
      const { id } = await place();
      const following = new FollowOrder(shop.orders, new OrderBell());
      following.beforeApplicationShutdown();
      expect(follow(id, following).seen).toEqual({ statuses: [], ended: true });
    });
  });
});
