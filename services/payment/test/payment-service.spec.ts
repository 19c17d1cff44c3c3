import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  AbandonPayment,
  ChargePayment,
  PaymentAbandoned,
  PaymentCaptured,
  PaymentDeclined,
  RefundPayment,
} from '@twinshop/payment-contracts';
import { createHttpApp } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import type { Message, MessageType } from '@twinshop/platform/messages';
import { BullClient, connectMessaging } from '@twinshop/platform/messaging';
import { HttpMetrics } from '@twinshop/platform/operations';
import { Sealer } from '@twinshop/platform/secrets';
import { newId } from '@twinshop/platform/values';
import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import type { Job } from 'bullmq';
import { Registry } from 'prom-client';
import { PaymentService } from '../src/wiring.ts';
import { Provider } from './provider.ts';

const TOKENS = /tok_visa|tok_chargeDeclined/;
const key = randomBytes(32).toString('base64');
const sealer = Sealer.from(key);

describe('the payment service', () => {
  let folder: string;
  let keyFile: string;
  let provider: Provider;
  let own: TestDatabase;
  let redis: TestRedis;
  let app: NestFastifyApplication;
  let logged: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'twinshop-payment-'));
    keyFile = path.join(folder, 'seal.json');
    await writeFile(keyFile, JSON.stringify({ key }));
    provider = new Provider();
    await provider.listen();
  });
  afterAll(async () => {
    provider.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    [own, redis] = await Promise.all([testDatabase(), testRedis()]);
    logged = '';
    app = await start();
  });
  afterEach(async () => {
    await app.close();
    await Promise.all([own.drop(), redis.drop()]);
  });

  const start = async (): Promise<NestFastifyApplication> => {
    const config = {
      HOST: '127.0.0.1',
      PORT: 1,
      OPS_PORT: 1,
      INSTANCE: '1',
      DATABASE_URL: own.url,
      DATABASE_POOL: 5,
      REDIS_URL: redis.url,
      PAYMENT_PROVIDER_URL: provider.url,
      PAYMENT_SEAL_KEY_FILE: keyFile,
      LOG_LEVEL: 'debug' as const,
    };
    const out = new Writable({
      write(chunk, _, done) {
        logged += String(chunk);
        done();
      },
    });
    const log = createLogger({ level: config.LOG_LEVEL, app: 'payment', instance: '1' }, out);
    const registry = new Registry();
    const service = await createHttpApp(PaymentService.wire(config, log, registry), {
      app: 'payment',
      instance: '1',
      log,
      metrics: new HttpMetrics(registry),
    });
    await connectMessaging(service);
    await service.init();
    return service;
  };

  const message = <Data>(type: MessageType<Data>, data: Data): Message<Data> => {
    const eventId = newId();
    return {
      eventId,
      type: type.name,
      occurredAt: new Date().toISOString(),
      correlationId: eventId,
      causationId: eventId,
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      data,
    };
  };
  const toCharge = (orderId: string, source = 'tok_visa') =>
    message(ChargePayment, { orderId, amount: 1_299, sealedSource: sealer.seal(source, orderId) });
  const send = (...messages: Message[]) => app.get(BullClient).deliver(messages);
  /** What lies in the order service's queue. */
  const answers = () =>
    app.get(BullClient).queue('order').getJobs(['waiting', 'prioritized', 'delayed']) as Promise<
      Job<Message>[]
    >;
  const untilAnswered = (orderId: string, count = 1): Promise<string[]> =>
    eventually(
      async () => {
        const types = (await answers())
          .filter(({ data }) => (data.data as { orderId: string }).orderId === orderId)
          .map(({ name }) => name);
        if (types.length < count) throw new Error(`there are ${types.length} answers`);
        return types;
      },
      { describe: `order ${orderId} is answered` },
    );

  it.each([
    ['tok_visa', PaymentCaptured.name],
    ['tok_chargeDeclined', PaymentDeclined.name],
  ])('charges %s and answers the order service: %s', async (source, answer) => {
    const orderId = newId();
    await send(toCharge(orderId, source));
    expect(await untilAnswered(orderId)).toEqual([answer]);
    expect(provider.charged.filter((one) => one === orderId)).toHaveLength(
      answer === PaymentCaptured.name ? 1 : 0,
    );
  });

  it('gives up what it is told to, also before it hears of the charge', async () => {
    const orderId = newId();
    await send(message(AbandonPayment, { orderId, amount: 1_299 }));
    expect(await untilAnswered(orderId)).toEqual([PaymentAbandoned.name]);
    await send(toCharge(orderId));
    expect(await untilAnswered(orderId, 2)).toEqual([PaymentAbandoned.name, PaymentAbandoned.name]);
    expect(provider.charged).not.toContain(orderId);
  });

  it('refunds once, however often the message comes', async () => {
    const orderId = newId();
    await send(toCharge(orderId));
    await untilAnswered(orderId);
    const refund = message(RefundPayment, { orderId });
    await send(refund, { ...refund, eventId: newId() }, { ...refund, eventId: newId() });
    await eventually(() => provider.refunded.includes(`ch_${orderId}`), { describe: 'it is refunded' });
    await eventually(
      async () =>
        (await own.pool.query('SELECT FROM payment WHERE status = $1', ['refunded'])).rowCount === 1,
      {
        describe: 'the refund is written down',
      },
    );
    expect(provider.refunded.filter((one) => one === `ch_${orderId}`)).toHaveLength(1);
  });

  it('charges three hundred orders once each, every message delivered twice', async () => {
    const orders = Array.from({ length: 300 }, newId);
    const charges = orders.map((orderId) => toCharge(orderId));
    const again = charges.map((charge) => ({ ...charge, eventId: newId() }));
    await send(...charges, ...again);
    const taken = () =>
      app.get(BullClient).queue('payment').getJobCountByTypes('waiting', 'active', 'delayed');
    await eventually(async () => (await taken()) === 0, { within: 20_000, describe: 'all are taken' });
    expect(provider.charged.filter((one) => orders.includes(one))).toHaveLength(300);
    const told = await eventually(
      async () => {
        const all = await answers();
        expect(new Set(all.map(({ data }) => (data.data as { orderId: string }).orderId)).size).toBe(300);
        return all;
      },
      { describe: 'every order is answered' },
    );
    expect(new Set(told.map(({ name }) => name))).toEqual(new Set([PaymentCaptured.name]));
  }, 30_000);

  it('takes up at its start what was left without an answer', async () => {
    await app.close();
    const orderId = newId();
    await own.pool.query(
      `INSERT INTO payment (order_id, status, amount, source) VALUES ($1, 'pending', 5, 'tok_visa')`,
      [orderId],
    );
    app = await start();
    expect(await untilAnswered(orderId)).toEqual([PaymentCaptured.name]);
  });

  it('leaves no card token in a queue, an outbox or a log', async () => {
    const orders = [newId(), newId(), newId()] as const;
    const moved = toCharge(newId());
    await send(
      toCharge(orders[0]),
      toCharge(orders[1], 'tok_chargeDeclined'),
      // Sealed for another order, so that it fails, is logged and stays among the failed.
      { ...moved, data: { ...moved.data, orderId: orders[2] } },
    );
    await Promise.all([untilAnswered(orders[0]), untilAnswered(orders[1])]);
    const kept = async (): Promise<string> => {
      const keys = await redis.redis.keys('*');
      const hashes = keys.filter((name) => /:\d|-/.test(name));
      const jobs = await Promise.all(hashes.map((name) => redis.redis.hgetall(name).catch(() => ({}))));
      const { rows: outbox } = await own.pool.query('SELECT * FROM outbox');
      const { rows: payments } = await own.pool.query('SELECT * FROM payment');
      return JSON.stringify([jobs, outbox, payments]);
    };
    await eventually(async () => (await kept()).includes('stacktrace'), {
      describe: 'the bad one has failed',
    });
    const all = await kept();
    expect(all).toContain(orders[2]);
    expect(all).not.toMatch(TOKENS);
    expect(logged).not.toMatch(TOKENS);
  });

  it('serves nothing on its public port', async () => {
    const { statusCode, headers, body } = await app.inject({ method: 'GET', url: '/api/orders' });
    expect([statusCode, (JSON.parse(body) as { code: string }).code]).toEqual([404, 'not_found']);
    expect(headers['x-served-by']).toBe('payment/1');
  });
});
