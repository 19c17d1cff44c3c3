import { describe, expect, it } from '@jest/globals';
import { actionsOf, undoing } from './actions-of.ts';

const wordsOf = (actions: readonly { says: string }[]): string[] => actions.map(({ says }) => says);

/** What undoes a step whose action with these words failed. */
const undoingAfter = (from: number, to: number, failed: RegExp): string[] =>
  wordsOf(
    undoing(
      from,
      to,
      actionsOf(from, to).findIndex(({ says }) => failed.test(says)),
    ),
  );

const places = (words: readonly string[], ...parts: readonly RegExp[]): number[] =>
  parts.map((part) => words.findIndex((each) => part.test(each)));

describe('undoing a step', () => {
  it.each([
    [3, 4],
    [5, 4],
  ])('leaves it where nothing was handed over yet, on the way from step %i to step %i', (from, to) => {
    expect(undoingAfter(from, to, /counted and compared/)).toEqual([
      'processes that were changed are as before',
      'the gateway sends as before',
      'processes that had come are stopped',
    ]);
  });

  it.each([
    [4, 5],
    [5, 4],
  ])('hands a module back over the copies that there are, on the way from step %i to step %i', (from, to) => {
    const undone = undoingAfter(from, to, /whether all is as it was/);
    expect(undone.filter((says) => /copies|closed for writes|compared/.test(says))).toEqual([]);
    const [foretold, handedOver] = places(undone, /where it will send/, /is handed over/);
    expect(foretold).toBeGreaterThan(-1);
    expect(handedOver).toBeGreaterThan(foretold!);
  });

  it.each([
    [1, 2, /work that only the new code can end/, /monolith-2 has the old code again/],
    [2, 1, /orders that the old code has accepted/, /monolith-2 has the new code again/],
  ])(
    'lets the second replica end what only it can, on the way from step %i to step %i',
    (from, to, ended, replaced) => {
      const [end, replace] = places(undoingAfter(from, to, /whether all is as it was/), ended, replaced);
      expect(end).toBeGreaterThan(-1);
      expect(replace).toBeGreaterThan(end!);
    },
  );

  it('needs nothing of what step 2 makes where that was not yet made', () =>
    expect(undoingAfter(1, 2, /the database has told all sessions/)).toEqual([
      'processes that were changed are as before',
      'the gateway sends as before',
      'processes that had come are stopped',
    ]));

  it('goes back as it would later where both replicas have the new code', () =>
    expect(undoingAfter(1, 2, /the gateway knows both/)).toEqual(
      wordsOf(actionsOf(2, 1).filter(({ phase }) => phase !== 'observe')),
    ));
});
