import { describe, expect, it } from '@jest/globals';
import { aSecond, FAULT_MS, HEALED_MS, type Came } from '../../test/evidence.ts';
import type { Recovery, Second, TimelineEvent } from '../record/drill-record.ts';
import { recoveryOf } from './recovery.ts';

const CONTROL_MS = 3_000;
const END_MS = 30_000;

type Said = Partial<Second> & Came;

/** Seconds that are well, but for those that are told otherwise, by when they begin. */
const recovery = (
  otherwise: (atMs: number) => Said | undefined,
  changes: readonly TimelineEvent[] = [],
  moments: { faultMs?: number; healedMs?: number } = {},
): Recovery =>
  recoveryOf({
    controlMs: CONTROL_MS,
    faultMs: FAULT_MS,
    healedMs: HEALED_MS,
    seconds: Array.from({ length: END_MS / 1_000 }, (_, nth) => aSecond(nth * 1_000, otherwise(nth * 1_000))),
    changes,
    ...moments,
  });

const from = (fromMs: number, toMs: number, said: Said) => (atMs: number) =>
  atMs >= fromMs && atMs < toMs ? said : undefined;
const breaker = (atMs: number): TimelineEvent => ({ atMs, kind: 'breaker', says: 'open' });

describe('what is usual', () => {
  it('is what was so in the control, and not while the shop was warming up', () => {
    const cold = (atMs: number) => (atMs < CONTROL_MS || atMs >= FAULT_MS ? { degraded: 3 } : undefined);
    expect(recovery(cold).degraded).toBe(FAULT_MS);
  });
});

describe('a fault is detected', () => {
  it('never, where nothing is to be seen of it', () =>
    expect(recovery(() => undefined)).toMatchObject({ detected: undefined, degraded: undefined }));

  it('by the first breaker that opens, or process that is not ready, since', () => {
    const changes = [breaker(FAULT_MS - 5_000), breaker(FAULT_MS + 700)];
    expect(recovery(() => undefined, changes).detected).toBe(FAULT_MS + 700);
  });

  it('not by what is noted for other reasons', () =>
    expect(
      recovery(() => undefined, [{ atMs: FAULT_MS + 1, kind: 'milestone', says: '' }]).detected,
    ).toBeUndefined());

  it('by the first error of an answer, where that comes first', () => {
    const failing = from(FAULT_MS + 1_000, HEALED_MS, { failed: 1 });
    expect(recovery(failing, [breaker(FAULT_MS + 5_000)]).detected).toBe(FAULT_MS + 1_000);
  });

  it('not before it happened, though the second of its error began earlier', () => {
    const failing = from(FAULT_MS, FAULT_MS + 1_000, { failed: 1 });
    expect(recovery(failing, [], { faultMs: FAULT_MS + 300 }).detected).toBe(FAULT_MS + 300);
  });
});

describe('a shop is degraded', () => {
  it('once clearly more answers come from a fallback than usually', () => {
    expect(recovery(from(FAULT_MS + 2_000, HEALED_MS, { degraded: 8 })).degraded).toBe(FAULT_MS + 2_000);
    expect(recovery(() => ({ degraded: 8 })).degraded).toBeUndefined();
  });

  it('once clearly more waits to be done than usually', () => {
    const waits = { ordersPending: 20, queues: { payment: 20 } };
    expect(recovery(from(FAULT_MS + 1_000, HEALED_MS, waits)).degraded).toBe(FAULT_MS + 1_000);
    expect(recovery(() => waits).degraded).toBeUndefined();
  });
});

describe('a shop has recovered', () => {
  it('when it is healed, where nothing was ever wrong', () =>
    expect(recovery(() => undefined).recovered).toBe(HEALED_MS));

  it('with the first of three seconds in a row that are as before', () =>
    expect(recovery(from(FAULT_MS, HEALED_MS + 4_000, { failed: 1 })).recovered).toBe(HEALED_MS + 4_000));

  it('not in between, for two seconds', () => {
    const failing = new Set([HEALED_MS, HEALED_MS + 3_000, HEALED_MS + 6_000]);
    const restless = (atMs: number) => (failing.has(atMs) ? { failed: 1 } : undefined);
    expect(recovery(restless).recovered).toBe(HEALED_MS + 7_000);
  });

  it.each<[string, Said]>([
    ['answers fail', { failed: 1 }],
    ['answers come from a fallback', { degraded: 5 }],
    ['a breaker is not closed', { breakers: { 'a→b': 'half-open' } }],
    ['a process is not ready', { unready: ['order'] }],
    ['orders wait', { ordersPending: 50 }],
    ['nobody comes, so that nothing is known', { requests: 0 }],
  ])('never, while %s', (_, said) =>
    expect(recovery(from(FAULT_MS, END_MS, said)).recovered).toBeUndefined(),
  );

  it('never, where it is watched for two good seconds only', () =>
    expect(recovery(from(FAULT_MS, END_MS - 2_000, { failed: 1 })).recovered).toBeUndefined());
});
