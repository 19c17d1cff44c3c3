import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, type TestDatabase } from '@twinshop/testing';
import { Database } from '../../src/database/index.ts';
import { buildFence, Ownership, takeDownFence, type OwnershipState } from '../../src/ownership/index.ts';

describe('whether a process’s data is its own', () => {
  let shop: TestDatabase;
  let ownership: Ownership | undefined;

  beforeEach(async () => {
    shop = await testDatabase();
  });
  afterEach(async () => {
    await ownership?.stop();
    await shop.drop();
  });

  const look = async (): Promise<Ownership> => (ownership = await Ownership.of(new Database(shop.pool)));
  const say = (state: OwnershipState) => shop.pool.query('UPDATE ownership SET state = $1', [state]);
  const isOpen = (expected: boolean) =>
    eventually(() => ownership!.isOpen === expected, { describe: `it is ${expected ? '' : 'not '}open` });
  /** Settles itself once the promise has. */
  const observed = (promise: Promise<unknown>) => {
    const seen = { settled: false };
    void promise.then(() => (seen.settled = true));
    return seen;
  };

  it('is so where nobody asks', async () => {
    await look();
    expect(ownership!.isOpen).toBe(true);
    await ownership!.granted;
  });

  it('is granted when the fence says so, and not before', async () => {
    await shop.pool.query(buildFence('closed'));
    const granted = observed((await look()).granted);
    await say('opening');
    const settled = ownership!.isElsewhere({ ownerOnly: false });
    expect(granted.settled).toBe(false);
    await say('open');
    await settled;
    expect([ownership!.isOpen, granted.settled]).toEqual([true, true]);
  });

  it('is learnt of a fence that was built later, and of one that was taken down', async () => {
    await look();
    await shop.pool.query(buildFence('closed'));
    await isOpen(false);
    await shop.pool.query(takeDownFence);
    await isOpen(true);
  });

  it('is undecided from the moment when `opening` was written, however long ago it was last looked at', async () => {
    await shop.pool.query(buildFence('closed'));
    await look();
    await ownership!.isElsewhere({ ownerOnly: false });
    await say('opening');
    const settled = observed(ownership!.isElsewhere({ ownerOnly: false }));
    // Answers of the same connections, one after the other: the look has been taken.
    for (let turn = 0; turn < 20; turn += 1) await shop.pool.query('SELECT 1');
    expect(settled.settled).toBe(false);
    await say('closed');
    await eventually(() => settled.settled, { describe: 'it was decided that the data stays elsewhere' });
    expect(ownership!.isOpen).toBe(false);
  });

  it('is what was last known while the database says nothing', async () => {
    await shop.pool.query(buildFence('closed'));
    await look();
    await shop.pool.query('ALTER TABLE ownership RENAME COLUMN state TO status');
    await ownership!.isElsewhere({ ownerOnly: false });
    expect(ownership!.isOpen).toBe(false);
    await shop.pool.query('ALTER TABLE ownership RENAME COLUMN status TO state');
    await say('open');
    await isOpen(true);
  });
});
