import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from './journal.ts';
import { KEY_LIFETIME_MS, Ledger } from './ledger.ts';

const REQUEST = { amount: 1299, currency: 'GBP', source: 'tok_visa', reference: 'order-1' };

describe('the ledger', () => {
  let directory: string;
  let journal: Journal;
  let ledger: Ledger;
  let now: number;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ledger-'));
    now = Date.UTC(2026, 0, 1);
    await open();
  });
  afterEach(async () => {
    await journal.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function open(): Promise<void> {
    ledger = new Ledger(() => now);
    ({ journal } = await Journal.open(join(directory, 'ledger.jsonl'), (record) => ledger.replay(record)));
    ledger.recordTo(journal);
  }

  async function restart(): Promise<void> {
    await journal.close();
    await open();
  }

  async function captured(key: string, amount = 1299): Promise<string> {
    const result = await ledger.charge(key, { ...REQUEST, amount });
    if (result.outcome !== 'captured') throw new Error(`expected a capture, got ${result.outcome}`);
    return result.record.id;
  }

  async function movements(after?: number, limit?: number) {
    return [...(await ledger.movements(after, limit))].map(({ record }) => record);
  }

  it.each([
    ['tok_visa', 'captured', undefined],
    ['tok_chargeDeclined', 'declined', 'card_declined'],
    ['tok_insufficientFunds', 'declined', 'insufficient_funds'],
    ['tok_nobody', 'declined', 'invalid_source'],
    ['__proto__', 'declined', 'invalid_source'],
  ])('answers the card %s with %s %s', async (source, outcome, declineCode) => {
    const result = await ledger.charge('key-00000001', { ...REQUEST, source });
    expect(result).toMatchObject({ outcome, record: declineCode === undefined ? {} : { declineCode } });
  });

  it.each(['tok_visa', 'tok_chargeDeclined'])(
    'gives a key its first answer again, also after a restart: %s',
    async (source) => {
      const first = await ledger.charge('key-00000001', { ...REQUEST, source });
      const again = { ...first, replayed: true };
      expect(await ledger.charge('key-00000001', { ...REQUEST, source })).toEqual(again);
      await restart();
      expect(await ledger.charge('key-00000001', { ...REQUEST, source })).toEqual(again);
    },
  );

  it.each([{ amount: 1 }, { currency: 'EUR' }, { source: 'tok_other' }, { reference: 'order-2' }])(
    'refuses a key for another charge: %j',
    async (change) => {
      await captured('key-00000001');
      expect(await ledger.charge('key-00000001', { ...REQUEST, ...change })).toEqual({
        outcome: 'key_reused',
      });
    },
  );

  it('refuses a key for the other kind of request', async () => {
    const charge = await captured('key-00000001');
    expect(await ledger.refund('key-00000001', { charge, amount: 1 })).toEqual({ outcome: 'key_reused' });
    await ledger.refund('key-00000002', { charge, amount: 1 });
    expect(await ledger.charge('key-00000002', REQUEST)).toEqual({ outcome: 'key_reused' });
  });

  it('honours a key for 24 hours and no longer', async () => {
    const first = await captured('key-00000001');
    now += KEY_LIFETIME_MS - 1;
    expect(await captured('key-00000001')).toBe(first);
    now += 1;
    expect(await captured('key-00000001')).not.toBe(first);
    await restart();
    expect(await movements()).toHaveLength(2);
  });

  it('never refunds more than is left of a charge, also when asked twice at once', async () => {
    const charge = await captured('key-00000001', 1000);
    const results = await Promise.all(
      ['a', 'b', 'c'].map((letter) => ledger.refund(`refund-0000${letter}`, { charge, amount: 400 })),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['refunded', 'refunded', 'refund_exceeds_charge']);
    expect(results[2]).toMatchObject({ refundable: 200 });
    await restart();
    expect(await ledger.refund('refund-0000d', { charge, amount: 201 })).toMatchObject({
      outcome: 'refund_exceeds_charge',
    });
    expect(await ledger.findCharge(charge)).toMatchObject({ refunded: 800 });
  });

  it('knows no refund of a charge that is not there', async () => {
    expect(await ledger.refund('key-00000001', { charge: 'ch_no', amount: 1 })).toEqual({
      outcome: 'charge_not_found',
    });
  });

  it('finds charges by reference, oldest first, without the declined ones', async () => {
    const first = await captured('key-00000001');
    await ledger.charge('key-00000002', { ...REQUEST, source: 'tok_chargeDeclined' });
    const second = await captured('key-00000003');
    expect((await ledger.findCharges('order-1')).map(({ record }) => record.id)).toEqual([first, second]);
    expect(await ledger.findCharges('order-2')).toEqual([]);
  });

  it('lists the movements of money in order and pages through them', async () => {
    const charge = await captured('key-00000001');
    await ledger.charge('key-00000002', { ...REQUEST, source: 'tok_chargeDeclined' });
    await ledger.refund('key-00000003', { charge, amount: 1 });
    await captured('key-00000004');
    expect((await movements()).map(({ sequence, type }) => [sequence, type])).toEqual([
      [1, 'charge'],
      [3, 'refund'],
      [4, 'charge'],
    ]);
    expect((await movements(1, 1)).map(({ sequence }) => sequence)).toEqual([3]);
    expect((await movements(2)).map(({ sequence }) => sequence)).toEqual([3, 4]);
    expect(await movements(4)).toEqual([]);
  });

  describe('replaying a journal', () => {
    const line = {
      ...REQUEST,
      type: 'charge',
      sequence: 1,
      id: 'ch_1',
      key: 'key-00000001',
      createdAt: '2026-01-01T00:00:00.000Z',
    };
    const refund = {
      type: 'refund',
      sequence: 2,
      id: 're_1',
      key: 'key-00000002',
      createdAt: line.createdAt,
      charge: 'ch_1',
    };

    it.each([
      ['something else', [{ hello: 'world' }], 'not a record of this ledger'],
      ['a missing line', [{ ...line, sequence: 2 }], 'expected sequence 1, found 2'],
      ['a charge that is there twice', [line, { ...line, sequence: 2 }], 'charge ch_1 is there twice'],
      ['a refund of nothing', [line, { ...refund, charge: 'ch_2', amount: 1 }], 'unknown charge ch_2'],
      ['a refund of too much', [line, { ...refund, amount: 1300 }], 'more than was captured'],
    ])('refuses %s', (_what, lines, message) => {
      const replayed = new Ledger();
      expect(() => lines.forEach((each) => replayed.replay(each))).toThrow(message);
    });
  });
});
