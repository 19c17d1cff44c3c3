import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  AbandonPayment,
  ChargePayment,
  PaymentAbandoned,
  PaymentCaptured,
  PaymentDeclined,
  RefundPayment,
} from '@twinshop/payment-contracts';
import { Database, DatabaseModule, sql } from '@twinshop/platform/database';
import type { Message, MessageOf, MessageType } from '@twinshop/platform/messages';
import { messagingMigrations, Outbox, RelayBell } from '@twinshop/platform/messaging';
import { Sealer } from '@twinshop/platform/secrets';
import { newId } from '@twinshop/platform/values';
import { eventually, testDatabase, type TestDatabase } from '@twinshop/testing';
import { Registry } from 'prom-client';
import { paymentEntities, paymentMigrations } from '../src/index.ts';
import { ChargeAndTell } from '../src/messaging/charge-and-tell.ts';
import { PaymentAnswers } from '../src/messaging/payment-answers.ts';
import { PaymentMessages } from '../src/messaging/payment.messages.ts';
import { PaymentMetrics } from '../src/payment-metrics.ts';
import { Payments } from '../src/persistence/payments.ts';
import { PaymentProvider } from '../src/provider/payment-provider.ts';
import { TakePaymentsBack } from '../src/use-cases/take-payments-back/take-payments-back.ts';
import { ProviderDouble, type Fate } from './provider-double.ts';

const AMOUNT = 1_299;
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const sealer = Sealer.from(randomBytes(32).toString('base64'));

const message = <Data>(type: MessageType<Data>, data: Data): Message<Data> => ({
  eventId: newId(),
  type: type.name,
  occurredAt: new Date().toISOString(),
  correlationId: 'the-request',
  causationId: 'what-came-before',
  traceparent: TRACEPARENT,
  data,
});

const toCharge = (orderId: string, source = 'tok_visa'): MessageOf<typeof ChargePayment> =>
  message(ChargePayment, { orderId, amount: AMOUNT, sealedSource: sealer.seal(source, orderId) });
const toAbandon = (orderId: string): MessageOf<typeof AbandonPayment> =>
  message(AbandonPayment, { orderId, amount: AMOUNT });
const toRefund = (orderId: string): MessageOf<typeof RefundPayment> => message(RefundPayment, { orderId });

const [CAPTURED, DECLINED, ABANDONED] = [PaymentCaptured.name, PaymentDeclined.name, PaymentAbandoned.name];

describe('payments by message', () => {
  let own: TestDatabase;
  let module: TestingModule;
  let database: Database;
  let provider: ProviderDouble;
  let calls: PaymentProvider;
  let messages: PaymentMessages;
  let charging: ChargeAndTell;
  let taking: TakePaymentsBack;
  let orderId: string;

  /** A process of the payment service, without its queue and its schedules: a test delivers, and runs each round. */
  const aProcess = (asks: PaymentProvider = calls) => {
    const payments = new Payments(database);
    const answers = new PaymentAnswers(database, new Outbox(new RelayBell()));
    const refunds = new TakePaymentsBack(payments, asks, new PaymentMetrics(new Registry()));
    const charges = new ChargeAndTell(database, asks, answers);
    return {
      charging: charges,
      taking: refunds,
      messages: new PaymentMessages(sealer, payments, charges, answers, refunds),
    };
  };

  beforeAll(async () => {
    own = await testDatabase();
    provider = new ProviderDouble();
    await provider.listen();
    module = await Test.createTestingModule({
      imports: [
        DatabaseModule.forRoot({
          url: own.url,
          applicationName: 'payment-test',
          poolSize: 10,
          entities: paymentEntities,
          migrations: [...messagingMigrations, ...paymentMigrations],
          onPoolError: () => undefined,
        }),
      ],
    }).compile();
    database = module.get(Database);
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
    await own.pool.query('TRUNCATE payment, outbox');
    provider.fates = ['answered'];
    provider.keys.length = 0;
    provider.captures.length = 0;
    provider.refunds = 0;
    orderId = newId();
    calls = new PaymentProvider(provider.url);
    ({ messages, charging, taking } = aProcess());
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await calls.onApplicationShutdown();
  });

  /** What whoever asked was told, in order. */
  const told = async (of = orderId): Promise<string[]> => {
    const { rows } = await own.pool.query<{ type: string }>(
      `SELECT type FROM outbox WHERE data ->> 'orderId' = $1 ORDER BY event_id`,
      [of],
    );
    return rows.map(({ type }) => type);
  };
  const row = async (): Promise<Record<string, unknown>> =>
    (await own.pool.query('SELECT * FROM payment WHERE order_id = $1', [orderId])).rows[0] as Record<
      string,
      unknown
    >;
  const status = async () => (await row())?.['status'];
  const timePasses = () => own.pool.query('UPDATE payment SET next_attempt_at = now()');
  const pauseMs = async (): Promise<number> => {
    const { rows } = await own.pool.query<{ ms: number }>(
      `SELECT 1000 * extract(epoch FROM next_attempt_at - now())::float AS ms FROM payment`,
    );
    return rows[0]!.ms;
  };
  const many = (count: number): string[] => Array.from({ length: count }, newId);

  describe('a charge', () => {
    it('is asked of the provider and answered, in the trace of who asked', async () => {
      const asked = toCharge(orderId);
      await messages.charge(asked);
      expect(provider.net(orderId)).toBe(AMOUNT);
      expect(await row()).toMatchObject({ status: 'captured', source: null, command: null });
      const { rows } = await own.pool.query('SELECT * FROM outbox');
      expect(rows).toEqual([
        expect.objectContaining({
          type: CAPTURED,
          data: { orderId },
          correlation_id: 'the-request',
          causation_id: asked.eventId,
          traceparent: expect.stringContaining(TRACEPARENT.slice(3, 35)),
        }),
      ]);
    });

    it('that is declined is answered so', async () => {
      await messages.charge(toCharge(orderId, 'tok_chargeDeclined'));
      expect(await told()).toEqual([DECLINED]);
      expect(await status()).toBe('declined');
    });

    it('that is delivered many times at once is made once and answered once', async () => {
      const asked = toCharge(orderId);
      await Promise.all(Array.from({ length: 30 }, () => messages.charge(asked)));
      expect(provider.captures).toHaveLength(1);
      expect(new Set(await told())).toEqual(new Set([CAPTURED]));
      expect(await status()).toBe('captured');
    });

    it('that comes again when it is over is answered again, and not asked of the provider', async () => {
      await messages.charge(toCharge(orderId));
      await messages.charge(toCharge(orderId));
      expect(await told()).toEqual([CAPTURED, CAPTURED]);
      expect(provider.keys).toHaveLength(1);
    });

    it('that was sealed for another order is not made: such a message can’t be handled', async () => {
      const asked = toCharge(newId());
      await expect(messages.charge({ ...asked, data: { ...asked.data, orderId } })).rejects.toThrow();
      expect(provider.keys).toEqual([]);
      expect(await row()).toBeUndefined();
    });

    it('that can’t be handled keeps no other from it', async () => {
      const broken = toCharge(newId());
      const outcomes = await Promise.allSettled([
        messages.charge({ ...broken, data: { ...broken.data, orderId: newId() } }),
        ...many(20).map((one) => messages.charge(toCharge(one))),
      ]);
      expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(1);
      expect(provider.captures).toHaveLength(20);
    });
  });

  describe('a hundred charges that come together', () => {
    it('are each made and answered once, in a handful of round trips', async () => {
      const orders = many(100);
      const queries = jest.spyOn(database, 'query');
      await Promise.all(
        orders.map((one, n) =>
          messages.charge(toCharge(one, n % 10 === 0 ? 'tok_chargeDeclined' : 'tok_visa')),
        ),
      );
      // One by one it would be hundreds.
      expect(queries.mock.calls.length).toBeLessThan(60);
      expect(provider.captures).toHaveLength(90);
      const { rows } = await own.pool.query<{ type: string; count: number }>(
        'SELECT type, count(*)::int AS count, count(DISTINCT data)::int AS orders FROM outbox GROUP BY type ORDER BY type',
      );
      expect(rows).toEqual([
        { type: CAPTURED, count: 90, orders: 90 },
        { type: DECLINED, count: 10, orders: 10 },
      ]);
    });

    it('do not wait for the one whose answer is slow', async () => {
      provider.fates = ['held', 'answered'];
      const slow = messages.charge(toCharge(orderId));
      await eventually(() => provider.keys.length === 1, { describe: 'the slow one is asked for' });
      await Promise.all(many(50).map((one) => messages.charge(toCharge(one))));
      expect(provider.captures).toHaveLength(50);
      provider.release();
      await slow;
      expect(await told()).toEqual([CAPTURED]);
    });
  });

  describe('a charge without an answer', () => {
    it.each(['failed', 'dropped', 'nonsense', 'lost'] as const)(
      'because it is %s stays pending, nobody is told, and it is asked for again soon with the same key',
      async (fate) => {
        provider.fates = [fate];
        await messages.charge(toCharge(orderId));
        expect(await row()).toMatchObject({ status: 'pending', source: 'tok_visa' });
        expect(await told()).toEqual([]);
        expect(await pauseMs()).toBeLessThan(210);

        provider.fates = ['answered'];
        await timePasses();
        expect(await charging.due()).toBe(1);
        expect(await told()).toEqual([CAPTURED]);
        expect(provider.captures).toHaveLength(1);
        expect(new Set(provider.keys)).toEqual(new Set([`charge-${orderId}`]));
      },
    );

    it('is asked for at first often, then every two seconds', async () => {
      provider.fates = ['failed'];
      await messages.charge(toCharge(orderId));
      const seen: number[] = [];
      for (const unanswered of [0, 4_000, 8_000, 20_000]) {
        await own.pool.query('UPDATE payment SET unanswered_ms = $1', [unanswered]);
        await timePasses();
        await charging.due();
        seen.push(Math.round((await pauseMs()) / 100) / 10);
      }
      expect(seen).toEqual([0.2, 1, 2, 2]);
    });

    it('is given up once it was asked for in vain for thirty seconds, and whoever asked is told', async () => {
      provider.fates = ['failed'];
      const asked = toCharge(orderId);
      await messages.charge(asked);
      await own.pool.query('UPDATE payment SET unanswered_ms = 29000');
      await timePasses();
      await charging.due();
      expect(await told()).toEqual([]);
      await own.pool.query('UPDATE payment SET unanswered_ms = 30000');
      await timePasses();
      await charging.due();
      expect(await told()).toEqual([ABANDONED]);
      expect(await row()).toMatchObject({ status: 'abandoned', source: null, command: null });
      const { rows } = await own.pool.query('SELECT causation_id, correlation_id FROM outbox');
      expect(rows).toEqual([{ causation_id: asked.eventId, correlation_id: 'the-request' }]);
    });

    it('is counted for as long as it was asked for, pauses included', async () => {
      provider.fates = ['failed'];
      await messages.charge(toCharge(orderId));
      let rounds = 0;
      for (; (await status()) === 'pending' && rounds < 100; rounds += 1) {
        await timePasses();
        await charging.due();
      }
      // 0.2 to 2 s apart, for 30 s.
      expect(rounds).toBeGreaterThan(15);
      expect(rounds).toBeLessThan(40);
    });

    it.each<[string, (deliver: () => Promise<void>) => Promise<unknown>]>([
      ['at once', (deliver) => Promise.all(Array.from({ length: 30 }, deliver))],
      [
        'amid the pauses',
        async (deliver) => {
          for (let n = 0; n < 30; n += 1) await deliver();
        },
      ],
    ])(
      'is counted for no longer than it was asked for, though the command comes again %s',
      async (_, all) => {
        provider.fates = ['failed'];
        const began = performance.now();
        await all(() => messages.charge(toCharge(orderId)));
        const counted = Number((await row())['unanswered_ms']) - (await pauseMs());
        expect(counted).toBeLessThan(performance.now() - began);
      },
    );

    it('is not given up unasked, however long nobody could ask', async () => {
      provider.fates = ['failed', 'answered'];
      await messages.charge(toCharge(orderId));
      await own.pool.query(`UPDATE payment SET created_at = now() - interval '1 hour'`);
      await timePasses();
      await charging.due();
      expect(await told()).toEqual([CAPTURED]);
    });

    describe('for so long that the provider has forgotten its key', () => {
      const unansweredForADay = async (fate: Fate): Promise<void> => {
        provider.fates = [fate, 'answered'];
        await messages.charge(toCharge(orderId));
        await own.pool.query(`UPDATE payment SET created_at = now() - interval '25 hours'`);
        provider.forgetKeys();
      };
      const askAgain = {
        'when it is due': () => timePasses().then(() => charging.due()),
        'by message': () => messages.charge(toCharge(orderId)),
      };

      it.each(Object.entries(askAgain))('is not made again, but counts, %s', async (_, ask) => {
        await unansweredForADay('lost');
        await ask();
        expect(provider.net(orderId)).toBe(AMOUNT);
        expect(provider.captures).toHaveLength(1);
        expect(await told()).toEqual([CAPTURED]);
      });

      it.each(Object.entries(askAgain))('is given up where nothing came of it, %s', async (_, ask) => {
        await unansweredForADay('dropped');
        await ask();
        expect(provider.keys).toHaveLength(1);
        expect(await told()).toEqual([ABANDONED]);
      });

      it('stays pending where the provider does not say what came of it', async () => {
        await unansweredForADay('lost');
        provider.fates = ['failed'];
        await askAgain['when it is due']();
        expect([await status(), await told()]).toEqual(['pending', []]);
      });
    });

    it('is refunded where it was captured all the same, after it was given up', async () => {
      provider.fates = ['lost', 'failed', 'answered'];
      await messages.charge(toCharge(orderId));
      await own.pool.query('UPDATE payment SET unanswered_ms = 30000');
      await timePasses();
      await charging.due();
      expect(await told()).toEqual([ABANDONED]);
      expect(provider.net(orderId)).toBe(AMOUNT);
      await taking.run();
      expect(provider.net(orderId)).toBe(0);
      expect(await status()).toBe('refunded');
      expect(await told()).toEqual([ABANDONED]);
    });

    it('is not even sent while the breaker is open, and made soon after the provider is back', async () => {
      provider.fates = ['failed'];
      await Promise.all(many(10).map((one) => messages.charge(toCharge(one))));
      expect(calls.http.state).toBe('open');
      const asked = provider.keys.length;
      await messages.charge(toCharge(orderId));
      expect(provider.keys).toHaveLength(asked);
      expect(await told()).toEqual([]);

      provider.fates = ['answered'];
      await eventually(
        async () => {
          await charging.due();
          return provider.captures.length === 11;
        },
        { within: 4_000, describe: 'all are charged' },
      );
      expect(await told()).toEqual([CAPTURED]);
    });

    it('does not count as asked in vain while the provider is asked for as many as it can be', async () => {
      provider.fates = ['held'];
      const asked = many(100).map((one) => messages.charge(toCharge(one)));
      await eventually(() => provider.keys.length === 100, { describe: 'a hundred are asked for' });
      await messages.charge(toCharge(orderId));
      expect(await row()).toMatchObject({ status: 'pending', unanswered_ms: 0 });
      provider.fates = ['answered'];
      provider.release();
      await Promise.all(asked);
    });
  });

  describe('a process that dies amid a charge', () => {
    /** The provider has charged; nothing of that is written down. */
    const dies = async (): Promise<void> => {
      const ask = calls.charge.bind(calls);
      jest.spyOn(calls, 'charge').mockImplementationOnce(async (charge, withinMs) => {
        await ask(charge, withinMs);
        throw new Error('the process is gone');
      });
      await expect(messages.charge(toCharge(orderId))).rejects.toThrow('the process is gone');
      expect(provider.net(orderId)).toBe(AMOUNT);
      expect(await status()).toBe('pending');
    };

    it('leaves it to the delivery that comes again', async () => {
      await dies();
      await aProcess().messages.charge(toCharge(orderId));
      expect(provider.captures).toHaveLength(1);
      expect(await told()).toEqual([CAPTURED]);
    });

    it('leaves it to another process, ten seconds later at most', async () => {
      await dies();
      expect(await aProcess().charging.due()).toBe(0);
      expect(await pauseMs()).toBeLessThanOrEqual(10_000);
      await timePasses();
      expect(await aProcess().charging.due()).toBe(1);
      expect(provider.captures).toHaveLength(1);
      expect(await told()).toEqual([CAPTURED]);
    });

    it('has told nobody where what it learnt did not commit', async () => {
      await own.pool.query('ALTER TABLE outbox RENAME TO elsewhere');
      await expect(messages.charge(toCharge(orderId))).rejects.toThrow('outbox');
      await own.pool.query('ALTER TABLE elsewhere RENAME TO outbox');
      expect(await status()).toBe('pending');
      await aProcess().messages.charge(toCharge(orderId));
      expect(await told()).toEqual([CAPTURED]);
      expect(provider.captures).toHaveLength(1);
    });
  });

  describe('charges that are due', () => {
    const MANY = 250;
    beforeEach(() =>
      own.pool.query(
        `INSERT INTO payment (order_id, status, amount, source)
         SELECT gen_random_uuid(), 'pending', 1, 'tok_visa' FROM generate_series(1, $1)`,
        [MANY],
      ),
    );

    it('are all asked for in one round, also those that no message came for', async () => {
      expect(await charging.due()).toBe(MANY);
      expect(provider.captures).toHaveLength(MANY);
      const { rows } = await own.pool.query('SELECT DISTINCT type FROM outbox');
      expect(rows).toEqual([{ type: CAPTURED }]);
    });

    it('are claimed by one of two processes each', async () => {
      const others = new PaymentProvider(provider.url);
      const rounds = await Promise.all([charging.due(), aProcess(others).charging.due()]);
      expect(rounds[0]! + rounds[1]!).toBe(MANY);
      expect(provider.keys).toHaveLength(MANY);
      await others.onApplicationShutdown();
    });

    it('are no more begun once the process stops', async () => {
      expect(await charging.due(AbortSignal.abort())).toBe(100);
    });

    it('are not kept from their end by one that fails', async () => {
      jest.spyOn(calls, 'charge').mockRejectedValueOnce(new Error('the database is away'));
      await expect(charging.due()).rejects.toThrow('the database is away');
      expect(provider.captures).toHaveLength(99);
    });

    it('are claimed no more at a time than may be, whatever plan PostgreSQL makes', async () => {
      const claimed = await database.transaction(async (tx) => {
        for (const method of ['hashagg', 'hashjoin', 'mergejoin', 'material', 'sort'])
          await tx.query(sql(`test-without-${method}`, `SET LOCAL enable_${method} = off`));
        const rescanning = new ChargeAndTell(tx as unknown as Database, calls, undefined as never);
        jest.spyOn(rescanning, 'run').mockResolvedValue();
        return rescanning.due(AbortSignal.abort());
      });
      expect(claimed).toBe(100);
    });
  });

  describe('a charge that is given up by message', () => {
    it('while it is pending is abandoned, and whoever asked is told', async () => {
      provider.fates = ['failed'];
      await messages.charge(toCharge(orderId));
      await messages.abandon(toAbandon(orderId));
      expect(await told()).toEqual([ABANDONED]);
      await timePasses();
      expect(await charging.due()).toBe(0);
    });

    it('before it was asked for is never made', async () => {
      await messages.abandon(toAbandon(orderId));
      await messages.charge(toCharge(orderId));
      expect(provider.keys).toEqual([]);
      expect(await told()).toEqual([ABANDONED, ABANDONED]);
    });

    it.each([
      ['captured', 'tok_visa', CAPTURED],
      ['declined', 'tok_chargeDeclined', DECLINED],
    ])('after it was %s stays so, and that is said again', async (_, source, word) => {
      await messages.charge(toCharge(orderId, source));
      await messages.abandon(toAbandon(orderId));
      expect(await told()).toEqual([word, word]);
    });

    it('while the provider captures it is refunded, and told only that it is given up', async () => {
      provider.fates = ['held'];
      const charged = messages.charge(toCharge(orderId));
      await eventually(() => provider.keys.length === 1, { describe: 'the provider is asked' });
      await messages.abandon(toAbandon(orderId));
      provider.fates = ['answered'];
      provider.release();
      await charged;
      expect(await told()).toEqual([ABANDONED]);
      expect(await status()).toBe('refund_due');
      await taking.run();
      expect(provider.net(orderId)).toBe(0);
    });

    it('comes to one word and the money that fits it, also where both race', async () => {
      const orders = many(40);
      await Promise.all(
        orders.flatMap((one) => [messages.charge(toCharge(one)), messages.abandon(toAbandon(one))]),
      );
      await taking.run();
      for (const one of orders) {
        const words = new Set(await told(one));
        expect(words.size).toBe(1);
        expect(provider.net(one)).toBe(words.has(CAPTURED) ? AMOUNT : 0);
      }
    });
  });

  describe('a refund by message', () => {
    it('is carried out before its delivery is over, and told to nobody', async () => {
      await messages.charge(toCharge(orderId));
      await messages.refund(toRefund(orderId));
      expect(provider.net(orderId)).toBe(0);
      expect(await status()).toBe('refunded');
      expect(await told()).toEqual([CAPTURED]);
    });

    it('happens once, however often it comes', async () => {
      await messages.charge(toCharge(orderId));
      const asked = toRefund(orderId);
      await Promise.all(Array.from({ length: 20 }, () => messages.refund(asked)));
      await messages.refund(toRefund(orderId));
      expect(provider.refunds).toBe(1);
      expect(await status()).toBe('refunded');
    });

    it('that comes before any charge has the order never charged', async () => {
      await messages.refund(toRefund(orderId));
      await messages.charge(toCharge(orderId));
      expect(provider.keys).toEqual([]);
      expect(await told()).toEqual([ABANDONED]);
      expect(await row()).toMatchObject({ status: 'void', amount: 0 });
    });

    it('that comes while the charge is without an answer gives it up, and what was captured is refunded', async () => {
      provider.fates = ['lost', 'answered'];
      await messages.charge(toCharge(orderId));
      await messages.refund(toRefund(orderId));
      expect(await told()).toEqual([ABANDONED]);
      await taking.run();
      expect(provider.net(orderId)).toBe(0);
      expect(await status()).toBe('refunded');
    });

    it('of what was declined is nothing', async () => {
      await messages.charge(toCharge(orderId, 'tok_chargeDeclined'));
      await messages.refund(toRefund(orderId));
      expect(await status()).toBe('declined');
      expect(provider.refunds).toBe(0);
      expect(await told()).toEqual([DECLINED]);
    });

    it('is repeated by the next rounds where the provider is away', async () => {
      await messages.charge(toCharge(orderId));
      provider.fates = ['dropped'];
      await messages.refund(toRefund(orderId));
      expect(await status()).toBe('refund_due');
      provider.fates = ['answered'];
      await timePasses();
      await taking.run();
      expect(provider.net(orderId)).toBe(0);
    });
  });

  it('have one effect, delivered twice and in any order', async () => {
    jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const orders = many(60);
    const sent = orders.flatMap((one, n) => {
      const charge = toCharge(one, n % 5 === 0 ? 'tok_chargeDeclined' : 'tok_visa');
      const more = [[], [toAbandon(one)], [toRefund(one)]][n % 3]!;
      return [charge, charge, ...more, ...more];
    });
    const deliver = (one: Message<never>): Promise<void> =>
      one.type === ChargePayment.name
        ? messages.charge(one)
        : one.type === AbandonPayment.name
          ? messages.abandon(one)
          : messages.refund(one);
    const shuffled = sent.toSorted((a, b) => hash(a.eventId) - hash(b.eventId));
    await Promise.all(shuffled.map((one) => deliver(one as Message<never>)));
    await timePasses();
    await taking.run();
    for (const [n, one] of orders.entries()) {
      const charges = provider.captures.filter(({ reference }) => reference === one);
      expect(charges.length).toBeLessThanOrEqual(1);
      const words = await told(one);
      const kept = words.includes(CAPTURED) && n % 3 !== 2;
      expect([n, provider.net(one)]).toEqual([n, kept ? AMOUNT : 0]);
    }
  });

  it('leave no card token behind, neither in the outbox nor in what is kept of a payment that is over', async () => {
    await messages.charge(toCharge(orderId));
    await messages.charge(toCharge(newId(), 'tok_chargeDeclined'));
    provider.fates = ['failed'];
    const given = newId();
    await messages.charge(toCharge(given));
    await messages.abandon(toAbandon(given));
    const { rows } = await own.pool.query('SELECT * FROM outbox');
    const { rows: kept } = await own.pool.query('SELECT * FROM payment');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify([rows, kept])).not.toMatch(/tok_|sealed/);
  });

  it('keep of a command no more than what its answer refers to', async () => {
    provider.fates = ['failed'];
    await messages.charge(toCharge(orderId));
    expect((await row())['command']).toMatchObject({ correlationId: 'the-request', data: null });
  });
});

/** An order that has nothing to do with that in which ids were made, the same in each run of a test. */
const hash = (text: string): number =>
  [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9_973, 7);
