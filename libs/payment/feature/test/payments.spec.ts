import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Charge } from '@twinshop/payment-contracts';
import { Database, DatabaseModule, sql } from '@twinshop/platform/database';
import { fail } from '@twinshop/platform/errors';
import { withTrace } from '@twinshop/platform/tracing';
import { newId } from '@twinshop/platform/values';
import { eventually, testDatabase, type TestDatabase } from '@twinshop/testing';
import { Registry } from 'prom-client';
import { PAYMENT_TRANSITIONS, type PaymentStatus } from '../src/domain/payment-status.ts';
import { PaymentInProcess, paymentEntities, paymentMigrations } from '../src/index.ts';
import { PaymentMetrics } from '../src/payment-metrics.ts';
import { Payments } from '../src/persistence/payments.ts';
import { PaymentProvider } from '../src/provider/payment-provider.ts';
import { ChargeOrder } from '../src/use-cases/charge-order/charge-order.ts';
import { TakePaymentsBack } from '../src/use-cases/take-payments-back/take-payments-back.ts';
import { ProviderDouble } from './provider-double.ts';

const CONNECTIONS = 20;
const PATIENCE_MS = 8_000;

describe('payments', () => {
  let own: TestDatabase;
  let module: TestingModule;
  let database: Database;
  let provider: ProviderDouble;
  let registry: Registry;
  let calls: PaymentProvider;
  let payments: Payments;
  let payment: PaymentInProcess;
  let taking: TakePaymentsBack;
  let charge: Charge;

  beforeAll(async () => {
    own = await testDatabase();
    provider = new ProviderDouble();
    await provider.listen();
    module = await Test.createTestingModule({
      imports: [
        DatabaseModule.forRoot({
          url: own.url,
          applicationName: 'payment-test',
          poolSize: CONNECTIONS,
          entities: paymentEntities,
          migrations: paymentMigrations,
          onPoolError: () => undefined,
        }),
      ],
    }).compile();
    database = module.get(Database);
    await openConnections(database);
    // The first call has a client to load, which can take longer than a call may.
    const first = new PaymentProvider(provider.url);
    await eventually(async () => (await first.capturedFor(newId(), 1)) === null, {
      describe: 'the provider answers',
    });
    await first.onApplicationShutdown();
  });
  afterAll(async () => {
    await provider.close();
    await module.close();
    await own.drop();
  });
  beforeEach(async () => {
    await own.pool.query('TRUNCATE payment');
    provider.fates = ['answered'];
    provider.keys.length = 0;
    provider.refunds = 0;
    charge = { orderId: newId(), amount: 1_299, source: 'tok_visa' };
    // As the module wires them, but for each test anew: a breaker that one test opens is no concern of the next. The
    // schedule stands still; a test runs each round itself.
    registry = new Registry();
    calls = new PaymentProvider(provider.url, registry);
    payments = new Payments(database);
    taking = new TakePaymentsBack(payments, calls, new PaymentMetrics(registry));
    payment = new PaymentInProcess(payments, new ChargeOrder(payments, calls), taking);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await calls.onApplicationShutdown();
  });

  const status = async (): Promise<string> => {
    const { rows } = await own.pool.query<{ status: string }>(
      'SELECT status FROM payment WHERE order_id = $1',
      [charge.orderId],
    );
    return rows[0]!.status;
  };
  const row = async () =>
    (await own.pool.query('SELECT * FROM payment WHERE order_id = $1', [charge.orderId])).rows[0] as Record<
      string,
      unknown
    >;
  const captures = () => provider.captures.filter(({ reference }) => reference === charge.orderId);
  const requestRefund = () => database.transaction((tx) => payment.requestRefund(tx, charge.orderId));
  /** Lets the time come at which a payment is looked at again. */
  const timePasses = () => own.pool.query('UPDATE payment SET next_attempt_at = now()');

  const pay = () => payment.charge(charge, PATIENCE_MS);
  /** Too little patience to ask twice. */
  const payImpatiently = () => payment.charge(charge, 2_000);
  /** Seconds until a payment is looked at again. */
  const pauses = async (): Promise<number> => {
    const { rows } = await own.pool.query<{ seconds: number }>(
      'SELECT extract(epoch FROM next_attempt_at - now())::float AS seconds FROM payment',
    );
    return Math.round(rows[0]!.seconds);
  };

  it('have exactly the statuses that the database allows', async () => {
    const insert = (name: string) =>
      own.pool.query('INSERT INTO payment (order_id, status, amount) VALUES ($1, $2, 1)', [newId(), name]);
    for (const name of Object.keys(PAYMENT_TRANSITIONS)) await insert(name);
    await expect(insert('lost')).rejects.toMatchObject({ code: '23514' });
  });

  describe('an order is charged', () => {
    it('in full, under the order’s name and the order’s one key', async () => {
      expect(await pay()).toBe('captured');
      expect(captures()).toMatchObject([{ amount: 1_299, refunded: 0 }]);
      expect(provider.keys).toEqual([`charge-${charge.orderId}`]);
      expect(await row()).toMatchObject({
        status: 'captured',
        provider_charge_id: captures()[0]!.id,
        source: null,
      });
    });

    it('once, however often it is asked, and the provider is not asked again', async () => {
      for (let time = 0; time < 3; time += 1) expect(await pay()).toBe('captured');
      expect(provider.keys).toHaveLength(1);
    });

    it('once, though it is asked 50 times at once', async () => {
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => pay()));
      expect(new Set(outcomes)).toEqual(new Set(['captured']));
      expect(captures()).toHaveLength(1);
    });

    it('not where the card is declined, which is the last word', async () => {
      charge.source = 'tok_chargeDeclined';
      expect(await pay()).toBe('declined');
      charge.source = 'tok_visa';
      expect(await pay()).toBe('declined');
      expect(captures()).toEqual([]);
      expect(await row()).toMatchObject({ status: 'declined', source: null });
    });

    it.each(['lost', 'failed', 'dropped', 'nonsense'] as const)(
      'once in the end where the first answers are %s',
      async (fate) => {
        provider.fates = [fate, fate, 'answered'];
        expect(await pay()).toBe('captured');
        expect(captures()).toHaveLength(1);
        expect(new Set(provider.keys)).toEqual(new Set([`charge-${charge.orderId}`]));
      },
    );

    it('twice, if each try had a key of its own: the key is what guards it', async () => {
      provider.fates = ['lost', 'answered'];
      const freshKeys = {
        charge: (asked: Charge) =>
          fetch(`${provider.url}/v1/charges`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'idempotency-key': newId() },
            body: JSON.stringify({
              amount: asked.amount,
              currency: 'GBP',
              source: asked.source,
              reference: asked.orderId,
            }),
          }).then(
            async (reply) => ({
              word: 'captured' as const,
              chargeId: ((await reply.json()) as { id: string }).id,
            }),
            () => ({ word: 'unknown' as const }),
          ),
      };
      const naive = new ChargeOrder(payments, freshKeys as unknown as PaymentProvider);
      expect(await naive.run(charge, PATIENCE_MS)).toBe('captured');
      expect(captures()).toHaveLength(2);
    });
  });

  describe('an order that the provider gives no answer for', () => {
    it.each(['failed', 'dropped', 'nonsense', 'anothers', 'miscounted'] as const)(
      'stays open where it is %s, and can be asked for again',
      async (fate) => {
        provider.fates = [fate];
        expect(await payImpatiently()).toBe('unreachable');
        expect(await row()).toMatchObject({ status: 'pending', source: 'tok_visa' });
        provider.fates = ['answered'];
        expect(await pay()).toBe('captured');
        expect(captures()).toHaveLength(1);
      },
    );

    it('is asked for once where patience is no longer than one attempt, and waited for no longer', async () => {
      provider.fates = ['failed'];
      expect(await payment.charge(charge, 5_000)).toBe('unreachable');
      expect(provider.keys).toHaveLength(1);
      provider.fates = ['held'];
      expect(await payment.charge(charge, 300)).toBe('unreachable');
      expect(provider.keys).toHaveLength(2);
    });

    it('is waited for five seconds at a time, and not beyond what is left of patience', async () => {
      const asked = jest.spyOn(calls.http, 'exchange').mockResolvedValue(fail('unavailable') as never);
      let now = performance.now();
      jest.spyOn(performance, 'now').mockImplementation(() => (now += 2_000));
      expect(await pay()).toBe('unreachable');
      expect(asked.mock.calls.map(([{ withinMs }]) => withinMs)).toEqual([5_000, 2_000]);
    });

    it('for a day is not charged again where the provider has forgotten its key, nor charged at all', async () => {
      for (const [fate, outcome, captured] of [
        ['lost', 'captured', 1],
        ['dropped', 'abandoned', 0],
      ] as const) {
        charge = { ...charge, orderId: newId() };
        provider.fates = [fate, 'answered'];
        expect(await payImpatiently()).toBe('unreachable');
        await own.pool.query(`UPDATE payment SET created_at = now() - interval '25 hours'`);
        provider.forgetKeys();
        expect([await pay(), captures().length]).toEqual([outcome, captured]);
      }
    });

    it('is charged all the same where its caller has gone', async () => {
      const gone = { remainingMs: () => 0, hasGivenUp: () => true, gone: AbortSignal.abort() };
      const trace = { correlationId: 'c', causationId: 'c', traceparent: '', caller: gone };
      expect(await withTrace(trace, pay)).toBe('captured');
    });

    it('is not even asked for while the breaker is open, until it is tried again a second later', async () => {
      provider.fates = ['failed'];
      for (let time = 0; time < 6; time += 1) await payment.charge({ ...charge, orderId: newId() }, 2_000);
      expect(calls.http.state).toBe('open');
      const asked = provider.keys.length;
      expect(await payImpatiently()).toBe('unreachable');
      expect(provider.keys).toHaveLength(asked);

      provider.fates = ['answered'];
      expect(await pay()).toBe('captured');
      expect(calls.http.state).toBe('closed');
    });

    it('is no sign of a provider at fault where more are asked for than it is asked at once', async () => {
      provider.fates = ['held'];
      const asked = Array.from({ length: 120 }, () =>
        payment.charge({ ...charge, orderId: newId() }, PATIENCE_MS),
      );
      await eventually(() => provider.keys.length === 100, { describe: 'a hundred are asked for' });
      expect(calls.http.state).toBe('closed');
      provider.fates = ['answered'];
      provider.release();
      expect(new Set(await Promise.all(asked))).toEqual(new Set(['captured']));
    });

    it('keeps no other waiting, though a hundred hang', async () => {
      provider.fates = ['held'];
      const asked = Promise.all(
        Array.from({ length: 100 }, () => payment.charge({ ...charge, orderId: newId() }, PATIENCE_MS)),
      );
      await eventually(() => provider.keys.length === 100, {
        within: 4_000,
        describe: 'all hundred are asked for while none is answered',
      }).finally(() => {
        provider.fates = ['answered'];
        provider.release();
      });
      expect(new Set(await asked)).toEqual(new Set(['captured']));
    });
  });

  describe('an order that is given up', () => {
    const giveUp = async (): Promise<void> => {
      provider.fates = ['dropped'];
      expect(await payImpatiently()).toBe('unreachable');
      expect(await payment.abandon(charge)).toBe('abandoned');
      provider.fates = ['answered'];
    };

    it('is never charged again', async () => {
      await giveUp();
      expect(await pay()).toBe('abandoned');
      expect(captures()).toEqual([]);
      expect(await row()).toMatchObject({ status: 'abandoned', source: null });
    });

    it('can be one that was never asked for', async () => {
      expect(await payment.abandon(charge)).toBe('abandoned');
      expect(await pay()).toBe('abandoned');
      expect(provider.keys).toEqual([]);
    });

    it('keeps what was answered before', async () => {
      await pay();
      expect(await payment.abandon(charge)).toBe('captured');
      expect(await status()).toBe('captured');
      charge = { orderId: newId(), amount: 1, source: 'tok_chargeDeclined' };
      await pay();
      expect(await payment.abandon(charge)).toBe('declined');
    });

    it('is refunded where its capture comes to light later', async () => {
      provider.fates = ['lost', 'dropped'];
      expect(await payImpatiently()).toBe('unreachable');
      expect(captures()).toHaveLength(1);
      expect(await payment.abandon(charge)).toBe('abandoned');
      provider.fates = ['answered'];
      expect(await taking.run()).toBe(1);
      expect(provider.net(charge.orderId)).toBe(0);
      expect(provider.refunds).toBe(1);
      expect(await status()).toBe('refunded');
      await timePasses();
      expect(await taking.run()).toBe(0);
    });

    it('is refunded where the answer arrives after it was given up', async () => {
      provider.fates = ['held'];
      const asked = pay();
      await eventually(() => provider.keys.length === 1, { describe: 'the provider is asked' });
      expect(await payment.abandon(charge)).toBe('abandoned');
      provider.fates = ['answered'];
      provider.release();
      expect(await asked).toBe('abandoned');
      expect(await status()).toBe('refund_due');
      await taking.run();
      expect(await status()).toBe('refunded');
      expect(provider.net(charge.orderId)).toBe(0);
    });

    it('comes to one end, also where giving it up and its answer race', async () => {
      for (let round = 0; round < 20; round += 1) {
        charge = { orderId: newId(), amount: 100, source: 'tok_visa' };
        await payments.begin([charge]);
        const [charged, abandoned] = await Promise.all([pay(), payment.abandon(charge)]);
        expect(charged).toBe(abandoned);
        await taking.run();
        expect(provider.net(charge.orderId)).toBe(charged === 'captured' ? 100 : 0);
      }
    });

    it('is watched, ever more rarely, for as long as the provider honours its key', async () => {
      await giveUp();
      const seen: number[] = [];
      for (const age of ['10 seconds', '60 seconds', '1 hour', '23 hours']) {
        await own.pool.query('UPDATE payment SET created_at = now() - $1::interval', [age]);
        await timePasses();
        expect(await taking.run()).toBe(1);
        seen.push(await pauses());
      }
      expect(seen).toEqual([2, 6, 360, 3_600]);
      expect(await status()).toBe('abandoned');

      await own.pool.query(
        `UPDATE payment SET created_at = now() - interval '25 hours', next_attempt_at = now()`,
      );
      await taking.run();
      expect(await status()).toBe('void');
      await timePasses();
      expect(await taking.run()).toBe(0);
    });

    it('is looked for again as soon where a clock is ten minutes ahead', async () => {
      await giveUp();
      await own.pool.query(`UPDATE payment SET created_at = now() - interval '60 seconds'`);
      await timePasses();
      const ahead = Date.now() + 600_000;
      const clock = jest.spyOn(Date, 'now').mockReturnValue(ahead);
      await taking.run().finally(() => clock.mockRestore());
      expect(await pauses()).toBe(6);
    });

    it('is not forgotten where the provider can’t even say whether it was captured', async () => {
      await giveUp();
      await own.pool.query(
        `UPDATE payment SET created_at = now() - interval '25 hours', next_attempt_at = now()`,
      );
      provider.fates = ['failed'];
      await taking.run();
      expect(await status()).toBe('abandoned');
    });

    it('is looked for again soon, however long the provider has been away', async () => {
      await giveUp();
      provider.fates = ['failed'];
      for (let hour = 0; hour < 20; hour += 1) {
        await own.pool.query(`UPDATE payment SET created_at = created_at - interval '1 hour'`);
        await timePasses();
        await taking.run();
      }
      expect(await pauses()).toBe(5);
    });

    it.each(['anothers', 'miscounted'] as const)('is not refunded with a charge that is %s', async (fate) => {
      provider.fates = ['lost'];
      expect(await payImpatiently()).toBe('unreachable');
      expect(await payment.abandon(charge)).toBe('abandoned');
      provider.fates = [fate];
      await taking.run();
      expect(await status()).toBe('abandoned');
      expect(provider.refunds).toBe(0);
      provider.fates = ['answered'];
      await timePasses();
      await taking.run();
      expect(await status()).toBe('refunded');
    });
  });

  describe('a refund', () => {
    beforeEach(async () => {
      await pay();
      provider.keys.length = 0;
    });

    it('is carried out at once', async () => {
      await requestRefund();
      await payment.refundNow(charge.orderId);
      expect(await status()).toBe('refunded');
      expect(provider.net(charge.orderId)).toBe(0);
      expect(provider.keys).toEqual([`refund-${charge.orderId}`]);
    });

    it('is only asked for by a transaction that is committed', async () => {
      await expect(
        database.transaction(async (tx) => {
          await payment.requestRefund(tx, charge.orderId);
          throw new Error('the order could not be cancelled');
        }),
      ).rejects.toThrow();
      await payment.refundNow(charge.orderId);
      expect(await status()).toBe('captured');
      expect(provider.keys).toEqual([]);
    });

    it('is left to the next rounds where the provider gives no answer, and happens once', async () => {
      provider.fates = ['lost'];
      await requestRefund();
      await payment.refundNow(charge.orderId);
      expect(await status()).toBe('refund_due');
      provider.fates = ['failed', 'dropped', 'answered'];
      for (const expected of ['refund_due', 'refund_due', 'refunded']) {
        await timePasses();
        await taking.run();
        expect(await status()).toBe(expected);
      }
      expect(provider.refunds).toBe(1);
      expect(new Set(provider.keys)).toEqual(new Set([`refund-${charge.orderId}`]));
    });

    it('is tried again soon, however often the provider gave no answer', async () => {
      provider.fates = ['failed'];
      await requestRefund();
      for (let round = 0; round < 20; round += 1) {
        await timePasses();
        await taking.run();
      }
      expect(await pauses()).toBe(5);
    });

    it.each(['nonsense', 'anothers', 'miscounted'] as const)(
      'does not stand where the answer is %s',
      async (fate) => {
        provider.fates = [fate];
        await requestRefund();
        await payment.refundNow(charge.orderId);
        expect(await status()).toBe('refund_due');
      },
    );

    it('stands where the provider has refunded the charge in full under another key', async () => {
      await fetch(`${provider.url}/v1/refunds`, {
        method: 'POST',
        headers: { 'idempotency-key': newId() },
        body: JSON.stringify({ charge: captures()[0]!.id, amount: charge.amount }),
      });
      await requestRefund();
      await payment.refundNow(charge.orderId);
      expect(await status()).toBe('refunded');
      expect(provider.net(charge.orderId)).toBe(0);
    });

    it('is still due where only a part of the charge was refunded', async () => {
      await fetch(`${provider.url}/v1/refunds`, {
        method: 'POST',
        headers: { 'idempotency-key': newId() },
        body: JSON.stringify({ charge: captures()[0]!.id, amount: 1 }),
      });
      const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
      await requestRefund();
      await payment.refundNow(charge.orderId);
      expect(await status()).toBe('refund_due');
      expect(logged).toHaveBeenCalledTimes(1);
    });

    describe('that the provider refuses', () => {
      let logged: jest.SpiedFunction<Logger['error']>;
      beforeEach(async () => {
        logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
        provider.fates = ['refused'];
        await requestRefund();
      });

      it('is tried ever more rarely, and somebody is told each time', async () => {
        const seen: number[] = [];
        for (let round = 0; round < 12; round += 1) {
          await timePasses();
          await taking.run();
          seen.push(await pauses());
        }
        expect(seen).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600]);
        expect(logged.mock.calls).toHaveLength(12);
        expect(String(logged.mock.calls[0]![0])).toContain(charge.orderId);
        expect(await registry.metrics()).toContain('payment_refunds_refused_total 12');
        expect(await status()).toBe('refund_due');
      });

      it('opens no breaker, and is refunded once the provider takes it', async () => {
        for (let round = 0; round < 12; round += 1) {
          await timePasses();
          await taking.run();
        }
        provider.fates = ['answered'];
        await timePasses();
        await taking.run();
        expect(await status()).toBe('refunded');
      });
    });

    describe('is one of many', () => {
      const MANY = 250;
      beforeEach(async () => {
        await own.pool.query(
          `INSERT INTO payment (order_id, status, amount) SELECT gen_random_uuid(), 'abandoned', 1 FROM generate_series(1, $1)`,
          [MANY],
        );
      });

      it('that are all seen to in one run', async () => {
        expect(await taking.run()).toBe(MANY);
      });

      it('of which no more are begun once the process stops', async () => {
        expect(await taking.run(AbortSignal.abort())).toBe(100);
      });

      it('of which one that fails keeps none from its end', async () => {
        const asItWas = payments.notCaptured.bind(payments);
        let calls = 0;
        const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
        jest.spyOn(payments, 'notCaptured').mockImplementation((one) => {
          if ((calls += 1) === 1) return Promise.reject(new Error('the database is away'));
          return asItWas(one);
        });
        expect(await taking.run()).toBe(MANY);
        expect(calls).toBe(MANY);
        expect(warned).toHaveBeenCalledTimes(1);
      });

      it('of which no more are claimed than may be, whatever plan PostgreSQL makes', async () => {
        expect(await rescanning(database, (payments) => payments.claimToTakeBack(3))).toHaveLength(3);
      });
    });

    it('happens once though it is carried out many times at once', async () => {
      await requestRefund();
      await timePasses();
      await Promise.all([
        ...Array.from({ length: 10 }, () => payment.refundNow(charge.orderId)),
        ...Array.from({ length: 5 }, () => taking.run()),
      ]);
      expect(provider.refunds).toBe(1);
      expect(await status()).toBe('refunded');
    });

    it('is not begun by a round while the request that asked for it is at it', async () => {
      await requestRefund();
      expect(await taking.run()).toBe(0);
    });

    it('is claimed by one of two rounds', async () => {
      await requestRefund();
      await timePasses();
      const rounds = await Promise.all([taking.run(), taking.run()]);
      expect(rounds.sort()).toEqual([0, 1]);
    });

    it('is not due where nothing was captured', async () => {
      charge = { orderId: newId(), amount: 1, source: 'tok_chargeDeclined' };
      await pay();
      await requestRefund();
      await payment.refundNow(charge.orderId);
      expect(await status()).toBe('declined');
    });
  });

  it('only ever go where their table lets them', async () => {
    await own.pool.query(`
      CREATE TABLE payment_moves (before text, after text);
      CREATE FUNCTION note_payment_move() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO payment_moves VALUES (OLD.status, NEW.status); RETURN NULL; END $$;
      CREATE TRIGGER payment_moved AFTER UPDATE ON payment FOR EACH ROW
        WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION note_payment_move()`);
    const something = [
      () => pay(),
      () => payment.abandon(charge),
      () => requestRefund(),
      () => payment.refundNow(charge.orderId),
      () => taking.run(),
      () => timePasses(),
    ];
    for (let round = 0; round < 40; round += 1) {
      charge = { orderId: newId(), amount: 1, source: round % 4 === 0 ? 'tok_chargeDeclined' : 'tok_visa' };
      await Promise.all(
        Array.from({ length: 6 }, (_, n) => something[(round * 7 + n * 5) % something.length]!()),
      );
    }
    const { rows } = await own.pool.query<{ before: PaymentStatus; after: PaymentStatus }>(
      'SELECT DISTINCT before, after FROM payment_moves',
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const { before, after } of rows)
      expect([before, PAYMENT_TRANSITIONS[before]]).toEqual([before, expect.arrayContaining([after])]);
  });
});

/** The planner may not hash or keep the rows of a subquery, and so runs it again for each row. */
const RESCAN = ['hashagg', 'hashjoin', 'mergejoin', 'material', 'sort'].map((method) =>
  sql(`test-without-${method}`, `SET LOCAL enable_${method} = off`),
);

const rescanning = <Value>(
  database: Database,
  work: (payments: Payments) => Promise<Value>,
): Promise<Value> =>
  database.transaction(async (tx) => {
    for (const off of RESCAN) await tx.query(off);
    return work(new Payments(tx as unknown as Database));
  });

/** Opens every connection of the pool, so that what is done at once is done at once. */
async function openConnections(database: Database): Promise<void> {
  let open = 0;
  const allOpen = Promise.withResolvers<void>();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () =>
      database.transaction(async () => {
        if ((open += 1) === CONNECTIONS) allOpen.resolve();
        await allOpen.promise;
      }),
    ),
  );
}
