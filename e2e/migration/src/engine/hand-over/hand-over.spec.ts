import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ModuleMove } from '../../data/index.ts';
import { handOver } from './hand-over.ts';

const EPOCH = 7;

describe('a hand-over', () => {
  let done: string[];
  /** Thrown once each, in the place of what would be done. */
  let failing: Map<string, Error>;
  let failingAlways: Map<string, Error>;

  const act = async (what: string): Promise<void> => {
    const failure = failing.get(what) ?? failingAlways.get(what);
    failing.delete(what);
    if (failure !== undefined) throw failure;
    done.push(what);
  };
  /** Two places, of which it only notes what they are told. */
  const move = {
    setState: (side: string, state: string, epoch: number) => act(`${side} is ${state} for ${epoch}`),
    close: (epoch: number) => act(`from is closed for ${epoch}`),
    untilArrived: (epoch: number) => act(`${epoch} has arrived`),
    isHandedOver: async () => done.includes('to is open for 7'),
  } as unknown as ModuleMove;
  const send = (how: string) => act(`sent ${how}`);

  beforeEach(() => {
    done = [];
    failing = new Map();
    failingAlways = new Map();
  });
  afterEach(() => void jest.useRealTimers());

  it('has the new place hold what comes before the old one is closed, and opens it when all has arrived', async () => {
    await handOver(move, EPOCH, send);
    expect(done).toEqual([
      'sent by way of the old place',
      'to is opening for 7',
      'from is closed for 7',
      '7 has arrived',
      'to is open for 7',
      'sent to the new place',
    ]);
  });

  it('closes nothing where the gateway could not take anything on to the new place', async () => {
    failing.set('sent by way of the old place', new Error('nobody is there'));
    await expect(handOver(move, EPOCH, send)).rejects.toThrow('nobody is there');
    expect(done).toEqual([]);
  });

  it('is no less a hand-over where the gateway hears of it late, and is done once', async () => {
    failing.set('sent to the new place', new Error('nginx is busy'));
    expect(await handOver(move, EPOCH, send)).toBeGreaterThan(0);
    expect(done.at(-1)).toBe('sent to the new place');
    done = ['to is open for 7'];
    expect(await handOver(move, EPOCH, send)).toBe(0);
    expect(done.slice(1)).toEqual(['sent to the new place']);
  });

  const takenBack = ['from is open for 7', 'to is closed for 7'];

  it('takes itself back where the last changes do not arrive: the old place is open before what is held goes there', async () => {
    failing.set('7 has arrived', new Error('it is far behind'));
    await expect(handOver(move, EPOCH, send)).rejects.toThrow('it is far behind');
    expect(done.slice(-2)).toEqual(takenBack);
  });

  it('opens the old place again also where the database was away for a moment', async () => {
    failing.set('7 has arrived', new Error('the connection was lost'));
    failing.set('from is open for 7', new Error('the database is starting'));
    await expect(handOver(move, EPOCH, send)).rejects.toThrow('the connection was lost');
    expect(done.slice(-2)).toEqual(takenBack);
  });

  it('says what went wrong first, and what keeps it from taking itself back', async () => {
    jest.useFakeTimers();
    failing.set('7 has arrived', new Error('it is far behind'));
    failingAlways.set('from is open for 7', new Error('the database is gone'));
    const told = expect(handOver(move, EPOCH, send)).rejects.toThrow(
      /^it is far behind; .*the database is gone/s,
    );
    await jest.advanceTimersByTimeAsync(30_000);
    await told;
  });
});
