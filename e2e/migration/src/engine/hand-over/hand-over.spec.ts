import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ModuleMove } from '../../data/index.ts';
import { handOver } from './hand-over.ts';

const EPOCH = 7;

describe('a hand-over', () => {
  let done: string[];
  /** Thrown once each, in the place of what would be done. */
  let failing: Map<string, Error>;

  const act = async (what: string): Promise<void> => {
    const failure = failing.get(what);
    failing.delete(what);
    if (failure !== undefined) throw failure;
    done.push(what);
  };
  /** Two places, of which it only notes what they are told. */
  const move = {
    setState: (side: string, state: string, epoch: number) => act(`${side} is ${state} for ${epoch}`),
    close: (epoch: number) => act(`from is closed for ${epoch}`),
    untilArrived: (epoch: number) => act(`${epoch} has arrived`),
  } as unknown as ModuleMove;
  const send = async (to: string): Promise<number> => {
    await act(`sent to ${to}`);
    return 0;
  };

  beforeEach(() => {
    done = [];
    failing = new Map();
  });

  it('holds what comes before the old place is closed, and opens the new one when all has arrived', async () => {
    await handOver(move, EPOCH, send);
    expect(done).toEqual([
      'to is opening for 7',
      'sent to new',
      'from is closed for 7',
      '7 has arrived',
      'to is open for 7',
    ]);
  });

  const takenBack = ['from is open for 7', 'sent to old', 'to is closed for 7'];

  it('takes itself back where the last changes do not arrive: the old place is open before anybody is sent there', async () => {
    failing.set('7 has arrived', new Error('it is far behind'));
    await expect(handOver(move, EPOCH, send)).rejects.toThrow('it is far behind');
    expect(done.slice(-3)).toEqual(takenBack);
  });

  it('opens the old place again also where the database was away for a moment', async () => {
    failing.set('7 has arrived', new Error('the connection was lost'));
    failing.set('from is open for 7', new Error('the database is starting'));
    await expect(handOver(move, EPOCH, send)).rejects.toThrow('the connection was lost');
    expect(done.slice(-3)).toEqual(takenBack);
  });

  it('says what went wrong first, and what keeps it from taking itself back', async () => {
    failing.set('7 has arrived', new Error('it is far behind'));
    failing.set('sent to old', new Error('the gateway is gone'));
    await expect(handOver(move, EPOCH, send)).rejects.toThrow('it is far behind; the gateway is gone');
  });
});
