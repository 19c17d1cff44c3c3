import { describe, expect, it } from '@jest/globals';
import { fateOf, unresolved, type Outcome } from './history.ts';
import { countOperations } from './operation-counts.ts';
import { outcomeOf, outcomeOfFailure } from './outcome-of.ts';
import { Recorder } from './recorder.ts';
import { repeatKeys } from './repeat-keys.ts';

const ok: Outcome = { kind: 'ok', orderId: 'order-1', status: 'confirmed' };
const lost: Outcome = { kind: 'indeterminate', why: '503' };
const refused: Outcome = { kind: 'failed', status: 409, code: 'product_unavailable' };
const intent = (key: string) => ({ customer: 'ada', key, items: [{ productId: 'bread', quantity: 1 }] });

const recorded = (...outcomes: (Outcome | undefined)[]): Recorder => {
  let clock = 0;
  const recorder = new Recorder({ now: () => (clock += 1) });
  outcomes.forEach((outcome, nth) => {
    const id = recorder.invoke(intent(`key-${nth}`));
    if (outcome !== undefined) recorder.complete(id, outcome);
  });
  return recorder;
};

describe('a history', () => {
  it('knows of a request before its answer', () => {
    const recorder = recorded();
    const id = recorder.invoke(intent('key-1'));
    expect(recorder.history.operations[id]).toMatchObject({ key: 'key-1', invokedAt: 2, outcome: undefined });
    recorder.complete(id, ok);
    expect(recorder.history.operations[id]).toMatchObject({ endedAt: 3, outcome: ok });
  });

  it('is told of each answer once', () => {
    expect(() => recorded(ok).complete(0, ok)).toThrow('The operation 0 is completed already.');
  });

  it('counts as Jepsen does', () => {
    const recorder = recorded(ok, refused, lost, undefined);
    expect(countOperations(recorder.history)).toEqual({ ok: 1, failed: 1, indeterminate: 2, recovered: 0 });
    recorder.repeat(2, ok);
    expect(countOperations(recorder.history)).toEqual({ ok: 1, failed: 1, indeterminate: 2, recovered: 1 });
  });

  it('is resolved by repeating keys until an answer tells', async () => {
    const recorder = recorded(ok, lost, undefined);
    const answers = [lost, ok];
    await repeatKeys(recorder, {
      operations: unresolved(recorder.history),
      place: ({ key }) => Promise.resolve(key === 'key-2' ? refused : (answers.shift() ?? ok)),
    });
    expect(unresolved(recorder.history)).toEqual([]);
    const [, first, second] = recorder.history.operations;
    expect([fateOf(first!), fateOf(second!)]).toEqual([ok, refused]);
    expect(first!.repeated).toEqual([lost, ok]);
  });

  it('stays unresolved where no answer comes in time', async () => {
    const recorder = recorded(lost);
    await repeatKeys(recorder, {
      operations: unresolved(recorder.history),
      place: () => Promise.resolve(lost),
      within: -1,
    });
    expect(unresolved(recorder.history)).toHaveLength(1);
  });
});

describe('an answer', () => {
  it.each<[string, number, string, Outcome]>([
    ['an order', 201, '{"id":"order-1","status":"confirmed"}', ok],
    ['a refusal', 409, '{"code":"product_unavailable"}', refused],
    ['a refusal of the gateway', 429, '<html>', { kind: 'failed', status: 429, code: 'unknown' }],
    ['no room', 503, 'busy', { kind: 'indeterminate', why: '503 busy' }],
    ['a failure', 500, '', { kind: 'indeterminate', why: '500 ' }],
    ['a time-out', 408, '', { kind: 'indeterminate', why: '408 ' }],
    ['half an order', 201, '{"id":"ord', { kind: 'indeterminate', why: '201 {"id":"ord' }],
  ])('of %s is told for what it says', (_, status, text, outcome) => {
    expect(outcomeOf(status, text)).toEqual(outcome);
  });

  it('that never came says nothing', () => {
    expect(outcomeOfFailure(new Error('socket hang up'))).toEqual({
      kind: 'indeterminate',
      why: 'socket hang up',
    });
  });
});
