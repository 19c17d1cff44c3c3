import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { Database, sql } from './index.ts';

const WORK = sql('work', 'UPDATE …');
const refused = (code: string): Error => Object.assign(new Error(code), { code });

/** A pool of one connection that writes down what it is told. */
class PoolDouble {
  readonly said: string[] = [];
  readonly released: (Error | undefined)[] = [];
  failures: Record<string, Error[]> = {};

  async connect() {
    return {
      query: async (statement: string | { name: string }) => {
        const words = typeof statement === 'string' ? statement : statement.name;
        this.said.push(words);
        const failure = this.failures[words]?.shift();
        if (failure !== undefined) throw failure;
        return { rows: [{ said: words }] };
      },
      release: (broken?: Error) => this.released.push(broken),
      on: () => undefined,
      off: () => undefined,
    };
  }
}

describe('a transaction', () => {
  let pool: PoolDouble;
  let database: Database;

  beforeEach(() => {
    pool = new PoolDouble();
    database = new Database(pool as unknown as Pool);
  });
  const run = () => database.transaction((tx) => tx.query(WORK));

  it('commits what was done, answers it and gives the connection back', async () => {
    expect(await run()).toEqual([{ said: 'work' }]);
    expect(pool.said).toEqual(['BEGIN', 'work', 'COMMIT']);
    expect(pool.released).toEqual([undefined]);
  });

  it('rolls back whatever throws, also what is no query', async () => {
    await expect(database.transaction(() => Promise.reject(new Error('changed my mind')))).rejects.toThrow(
      'changed my mind',
    );
    expect(pool.said).toEqual(['BEGIN', 'ROLLBACK']);
    expect(pool.released).toEqual([undefined]);
  });

  it.each([
    ['the victim of a deadlock', '40P01'],
    ['a serialisation failure', '40001'],
  ])('is run again as a whole where it is %s', async (_, code) => {
    pool.failures = { work: [refused(code)] };
    expect(await run()).toEqual([{ said: 'work' }]);
    expect(pool.said).toEqual(['BEGIN', 'work', 'ROLLBACK', 'BEGIN', 'work', 'COMMIT']);
    expect(pool.released).toHaveLength(2);
  });

  it('is run at most three times', async () => {
    pool.failures = { work: Array.from({ length: 9 }, () => refused('40P01')) };
    await expect(run()).rejects.toMatchObject({ code: '40P01' });
    expect(pool.said.filter((words) => words === 'BEGIN')).toHaveLength(3);
    expect(pool.released).toHaveLength(3);
  });

  it('is not run again for another reason', async () => {
    pool.failures = { work: [refused('23514')] };
    await expect(run()).rejects.toMatchObject({ code: '23514' });
    expect(pool.said).toEqual(['BEGIN', 'work', 'ROLLBACK']);
  });

  it('is not run again where nobody knows whether it was committed', async () => {
    pool.failures = { COMMIT: [refused('ECONNRESET')] };
    await expect(run()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(pool.said.filter((words) => words === 'BEGIN')).toHaveLength(1);
  });

  it('does not wait for a rollback on a connection that is lost or hangs', async () => {
    const hanging = new Error('Query read timeout');
    pool.failures = { work: [hanging] };
    await expect(run()).rejects.toBe(hanging);
    expect(pool.said).toEqual(['BEGIN', 'work']);
    expect(pool.released).toEqual([hanging]);
  });

  it('discards a connection that could not even roll back', async () => {
    const lost = refused('ECONNRESET');
    pool.failures = { work: [refused('57014')], ROLLBACK: [lost] };
    await expect(run()).rejects.toMatchObject({ code: '57014' });
    expect(pool.released).toEqual([lost]);
  });
});
