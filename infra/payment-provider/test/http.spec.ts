import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProvider, type RunningProvider } from '../src/index.ts';

const CHARGE = { amount: 1299, currency: 'GBP', source: 'tok_visa', reference: 'order-1' };

/** The fields of all the answers that these tests look at. */
interface Answer {
  id: string;
  sequence: number;
  type: string;
  amount: number;
  currency: string;
  reference: string;
  refunded: number;
  createdAt: string;
  items?: Answer[];
  errors?: { path: string }[];
}

describe('the payment provider over HTTP', () => {
  let directory: string;
  let provider: RunningProvider;
  let keys = 0;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'provider-'));
    await start();
  });
  afterEach(async () => {
    await provider.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function start(): Promise<void> {
    provider = await startProvider({
      host: '127.0.0.1',
      port: 0,
      ledgerFile: join(directory, 'ledger.jsonl'),
      logLevel: 'silent',
    });
  }

  async function call(method: string, path: string, body?: unknown, key?: string) {
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    if (key !== undefined) headers['idempotency-key'] = key;
    const response = await fetch(provider.url + path, {
      method,
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
  }
  const charge = (body: unknown = CHARGE, key = `key-${String((keys += 1)).padStart(8, '0')}`) =>
    call('POST', '/v1/charges', body, key);
  const refund = (body: unknown, key = `key-${String((keys += 1)).padStart(8, '0')}`) =>
    call('POST', '/v1/refunds', body, key);
  const behave = (change: unknown) => call('PUT', '/behaviour', change);
  const ledger = async (query = ''): Promise<Answer[]> =>
    (await call('GET', `/v1/ledger${query}`)).body.items ?? [];

  it('is healthy once it listens', async () => {
    expect(await call('GET', '/health')).toMatchObject({ status: 200 });
  });

  it('captures a charge and shows it by id, by reference and in the ledger', async () => {
    const { status, body } = await charge();
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(/^ch_[0-9a-f-]{36}$/),
      status: 'captured',
      amount: 1299,
      currency: 'GBP',
      reference: 'order-1',
      refunded: 0,
      createdAt: expect.stringMatching(/Z$/),
    });
    expect((await call('GET', `/v1/charges/${body.id}`)).body).toEqual(body);
    expect((await call('GET', '/v1/charges?reference=order-1')).body).toEqual({ items: [body] });
    expect((await call('GET', '/v1/charges?reference=order-2')).body).toEqual({ items: [] });
    const { id, amount, currency, reference, createdAt } = body;
    expect(await ledger()).toEqual([
      { sequence: 1, type: 'charge', id, amount, currency, reference, createdAt },
    ]);
  });

  it('answers a declined card with 402 and its reason, and moves no money', async () => {
    const { status, body } = await charge({ ...CHARGE, source: 'tok_insufficientFunds' });
    expect(status).toBe(402);
    expect(body).toMatchObject({
      status: 'declined',
      declineCode: 'insufficient_funds',
      reference: 'order-1',
    });
    expect(await ledger()).toEqual([]);
  });

  it('counts what it was called for by the shop, also where no money moved, and not what the lab asks', async () => {
    const { id } = (await charge()).body;
    await charge({ ...CHARGE, source: 'tok_chargeDeclined' });
    await behave({ down: true });
    await expect(charge()).rejects.toThrow();
    await behave({ down: false });
    await call('GET', `/v1/charges/${id}`);
    await ledger();
    expect((await call('GET', '/calls')).body).toEqual({ 'POST /v1/charges': 3, 'GET /v1/charges/:id': 1 });
  });

  it('refunds in parts, up to what was captured', async () => {
    const { id } = (await charge()).body;
    const part = await refund({ charge: id, amount: 300 });
    expect(part.status).toBe(201);
    expect(part.body).toEqual({
      id: expect.stringMatching(/^re_[0-9a-f-]{36}$/),
      status: 'refunded',
      charge: id,
      amount: 300,
      currency: 'GBP',
      reference: 'order-1',
      createdAt: expect.any(String),
    });
    expect(await refund({ charge: id, amount: 1000 })).toMatchObject({
      status: 409,
      body: { code: 'refund_exceeds_charge', detail: '999 can still be refunded' },
    });
    expect((await refund({ charge: id, amount: 999 })).status).toBe(201);
    expect((await call('GET', `/v1/charges/${id}`)).body.refunded).toBe(1299);
    expect((await ledger()).map(({ type, amount }) => [type, amount])).toEqual([
      ['charge', 1299],
      ['refund', 300],
      ['refund', 999],
    ]);
  });

  it('makes one charge of 50 at once with one key', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => charge(CHARGE, 'one-key-for-all')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1);
    expect(await ledger()).toHaveLength(1);
  });

  it('makes one refund of 50 at once with one key', async () => {
    const { id } = (await charge()).body;
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => refund({ charge: id, amount: 1299 }, 'one-key-for-all')),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await ledger()).toHaveLength(2);
  });

  it('refuses a key with another body', async () => {
    await charge(CHARGE, 'same-key-twice');
    expect(await charge({ ...CHARGE, amount: 1 }, 'same-key-twice')).toMatchObject({
      status: 409,
      body: { code: 'idempotency_key_reused' },
    });
  });

  it('gives the first answer again after a refund and after a restart', async () => {
    const first = await charge(CHARGE, 'before-the-restart');
    const declined = await charge({ ...CHARGE, source: 'tok_chargeDeclined' }, 'declined-before-it');
    await refund({ charge: first.body.id, amount: 1 });
    await provider.close();
    await start();
    expect((await charge(CHARGE, 'before-the-restart')).body).toEqual(first.body);
    expect((await charge({ ...CHARGE, source: 'tok_chargeDeclined' }, 'declined-before-it')).body).toEqual(
      declined.body,
    );
    expect(await ledger()).toHaveLength(2);
  });

  it('pages through the ledger', async () => {
    for (let count = 0; count < 3; count += 1) await charge();
    const [first] = await ledger('?limit=1');
    expect(first?.sequence).toBe(1);
    expect((await ledger('?after=1')).map(({ sequence }) => sequence)).toEqual([2, 3]);
  });

  it('streams a long ledger as one document', async () => {
    await Promise.all(Array.from({ length: 1_201 }, () => charge()));
    expect((await ledger()).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 1_201 }, (_, i) => i + 1),
    );
  });

  describe('refuses, without charging,', () => {
    it.each([
      ['an amount of nought', { ...CHARGE, amount: 0 }, 'amount'],
      ['a negative amount', { ...CHARGE, amount: -5 }, 'amount'],
      ['a fraction', { ...CHARGE, amount: 12.99 }, 'amount'],
      ['text for an amount', { ...CHARGE, amount: '1299' }, 'amount'],
      ['an amount that no number holds', { ...CHARGE, amount: 1e300 }, 'amount'],
      ['a bad currency', { ...CHARGE, currency: 'pounds' }, 'currency'],
      ['no reference', { ...CHARGE, reference: undefined }, 'reference'],
      ['an unknown field', { ...CHARGE, capture: false }, ''],
      ['a list', [CHARGE], ''],
    ])('%s', async (_what, body, path) => {
      const answer = await charge(body);
      expect(answer).toMatchObject({ status: 400, body: { status: 400, code: 'validation_failed' } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.body.errors?.[0]?.path).toBe(path);
      expect(await ledger()).toEqual([]);
    });

    it('a missing and a malformed key', async () => {
      expect(await call('POST', '/v1/charges', CHARGE)).toMatchObject({
        status: 400,
        body: { code: 'idempotency_key_missing' },
      });
      for (const key of ['short', 'x'.repeat(129), 'with a space']) {
        expect(await charge(CHARGE, key)).toMatchObject({
          status: 400,
          body: { code: 'idempotency_key_invalid' },
        });
      }
      expect(await ledger()).toEqual([]);
    });

    it.each([
      ['POST', '/v1/charges', '{"amount":', 400, 'malformed_body'],
      ['POST', '/v1/charges', `{"amount":${'1'.repeat(20_000)}}`, 413, 'body_too_large'],
      ['POST', '/v1/refunds', { charge: 'ch_none', amount: 1 }, 404, 'charge_not_found'],
      ['GET', '/v1/charges/ch_none', undefined, 404, 'charge_not_found'],
      ['GET', '/v1/charges', undefined, 400, 'validation_failed'],
      ['GET', '/v1/ledger?after=-1', undefined, 400, 'validation_failed'],
      ['GET', '/v1/nothing', undefined, 404, 'not_found'],
      ['PUT', '/behaviour', { latencyMs: -1 }, 400, 'validation_failed'],
      ['PUT', '/behaviour', { latency: 1 }, 400, 'validation_failed'],
    ])('%s %s %j', async (method, path, body, status, code) => {
      expect(await call(method, path, body, 'key-for-refusals')).toMatchObject({ status, body: { code } });
      expect(await ledger()).toEqual([]);
    });
  });

  describe('misbehaves as told:', () => {
    it('shows and merges its behaviour', async () => {
      await behave({ latencyMs: 5 });
      expect((await behave({ jitterMs: 1 })).body).toMatchObject({ latencyMs: 5, jitterMs: 1, down: false });
      expect((await call('GET', '/behaviour')).body).toMatchObject({ latencyMs: 5, jitterMs: 1 });
    });

    it('waits for the latency before it charges', async () => {
      await behave({ latencyMs: 200 });
      const began = performance.now();
      const answer = charge();
      expect(await ledger()).toEqual([]);
      expect((await answer).status).toBe(201);
      expect(performance.now() - began).toBeGreaterThanOrEqual(195);
    });

    it('errors are 500s that charge nothing, and the key may be tried again', async () => {
      await behave({ errorRate: 1 });
      expect(await charge(CHARGE, 'error-then-well')).toMatchObject({
        status: 500,
        body: { code: 'processor_error' },
      });
      expect(await ledger()).toEqual([]);
      await behave({ errorRate: 0 });
      expect((await charge(CHARGE, 'error-then-well')).status).toBe(201);
    });

    it('a lost reply has charged, and the key tells so afterwards', async () => {
      await behave({ loseReplyRate: 1 });
      await expect(charge(CHARGE, 'lost-then-found')).rejects.toThrow();
      const [entry] = await ledger();
      await behave({ loseReplyRate: 0 });
      expect((await charge(CHARGE, 'lost-then-found')).body.id).toBe(entry?.id);
      expect(await ledger()).toHaveLength(1);
    });

    it('down drops charges and refunds, while ledger and behaviour still answer', async () => {
      const { id } = (await charge()).body;
      await behave({ down: true });
      await expect(charge()).rejects.toThrow();
      await expect(refund({ charge: id, amount: 1 })).rejects.toThrow();
      await expect(call('GET', '/v1/charges?reference=order-1')).rejects.toThrow();
      expect(await ledger()).toHaveLength(1);
      await behave({ down: false });
      expect((await charge()).status).toBe(201);
    });

    it('going down takes the waiting calls with it, uncharged', async () => {
      await behave({ latencyMs: 300 });
      const waiting = charge();
      const refused = expect(waiting).rejects.toThrow();
      await behave({ down: true });
      await refused;
      expect(await ledger()).toEqual([]);
    });

    it('charges for a caller that has gone away, and its repetition is no second charge', async () => {
      await behave({ latencyMs: 100 });
      await sendAndHangUp('gone-away-key-1');
      const deadline = Date.now() + 5_000;
      while ((await ledger()).length === 0) {
        if (Date.now() > deadline) throw new Error('the charge of the caller that hung up was never made');
      }
      const [entry] = await ledger();
      expect((await charge(CHARGE, 'gone-away-key-1')).body.id).toBe(entry?.id);
      expect(await ledger()).toHaveLength(1);
    });
  });

  /** Sends a whole charge request and closes the connection without waiting for its answer. */
  function sendAndHangUp(key: string): Promise<void> {
    const { hostname, port } = new URL(provider.url);
    const body = JSON.stringify(CHARGE);
    const head = [
      'POST /v1/charges HTTP/1.1',
      'Host: provider',
      'Content-Type: application/json',
      `Idempotency-Key: ${key}`,
      `Content-Length: ${body.length}`,
    ];
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.end(`${head.join('\r\n')}\r\n\r\n${body}`));
      socket.on('error', reject).on('finish', () => {
        socket.destroy();
        resolve();
      });
    });
  }
});
