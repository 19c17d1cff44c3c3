import { describe, expect, it } from '@jest/globals';
import { inRounds } from './in-rounds.ts';
import type { Contestant, Contestants } from './contestant.ts';
import { shuffleBy } from './shuffle.ts';

const contestants = [{ key: 'a' }, { key: 'b' }] as unknown as Contestants;

async function played(
  rounds: number,
  trial: (nth: number, contestant: Contestant) => { value: number } | { refused: string } = (nth) => ({
    value: nth,
  }),
  isEnough: (counted: number) => boolean = () => false,
) {
  const order: string[] = [];
  const refused: string[] = [];
  const counted = await inRounds({
    contestants,
    rounds,
    shuffle: shuffleBy(7),
    isEnough,
    trial: async (contestant, round) => {
      order.push(`${round}${contestant.key}`);
      return trial(order.length, contestant);
    },
    stopping: new AbortController().signal,
    onTrial: () => undefined,
    onRefusal: ({ arm, because }) => refused.push(`${arm}: ${because}`),
  });
  return { order, refused, counted };
}

describe('rounds', () => {
  it('have both arms next to each other, now one first and now the other', async () => {
    const { order } = await played(20);
    const rounds = Array.from({ length: 20 }, (_, nth) => order.slice(2 * nth, 2 * nth + 2));
    for (const [nth, round] of rounds.entries()) expect(round.toSorted()).toEqual([`${nth}a`, `${nth}b`]);
    expect(new Set(rounds.map(([first]) => first!.slice(-1)))).toEqual(new Set(['a', 'b']));
  });

  it('do again what was refused, and say so', async () => {
    const { order, refused, counted } = await played(1, (nth) =>
      nth === 1 ? { refused: 'noise' } : { value: nth },
    );
    expect(order).toHaveLength(3);
    expect(refused).toEqual([`${order[0]!.slice(-1)}: noise`]);
    expect(counted).toHaveLength(1);
  });

  it('do not count where one arm could not be measured at all', async () => {
    const { refused, counted } = await played(2, (nth, { key }) =>
      key === 'b' ? { refused: 'noise' } : { value: nth },
    );
    expect(refused).toHaveLength(6);
    expect(counted).toEqual([]);
  });

  it('end where so many are enough', async () => {
    const { counted } = await played(9, undefined, (counted) => counted === 5);
    expect(counted).toHaveLength(5);
  });

  it('give up where two in a row do not count', async () => {
    const { order, counted } = await played(9, () => ({ refused: 'noise' }));
    expect(order).toHaveLength(12);
    expect(counted).toEqual([]);
  });
});
