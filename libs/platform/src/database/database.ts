import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { isConnectionLost } from './unavailable.ts';

/** SQL with a name: prepared once a connection, then only bound and run. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** @param name unique in the process; PostgreSQL keeps the first 63 bytes */
export const sql = (name: string, text: string): Statement => ({ name, text });

/** Statements that commit or vanish together. Handed from module to module where they share a database. */
export interface Transaction {
  query<Row extends QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;

  /** Called once the statements have committed, and never if they don't. */
  afterCommit(tell: () => void): void;
}

/** A deadlock or a serialisation failure: PostgreSQL asks that the whole transaction be run again. */
const RETRYABLE = new Set(['40P01', '40001']);
const MAX_RUNS = 3;

/**
 * The hot path to PostgreSQL: prepared statements on the pool that TypeORM owns. Entities and migrations stay
 * with TypeORM; its hydration costs twice the CPU of a plain row (docs/adr/0003).
 */
export class Database {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** @throws the driver's error; the connection is discarded, for its state is unknown */
  async query<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const result = await this.pool.query<Row>({ ...statement, values: values as unknown[] });
    return result.rows;
  }

  /**
   * Runs `work` between BEGIN and COMMIT on one connection; any error rolls back. Run again, at most three times
   * in all, when PostgreSQL chose it as the victim of a deadlock, so `work` must have no effect outside.
   */
  async transaction<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    for (let run = 1; ; run += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (run === MAX_RUNS || !RETRYABLE.has((error as { code?: string }).code ?? '')) throw error;
      }
    }
  }

  private async once<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    // The pool listens only to connections that are idle; an error that nobody hears ends the process.
    const lost = (error: Error): void => {
      broken = error;
    };
    client.on('error', lost);
    try {
      const committed: (() => void)[] = [];
      await client.query('BEGIN');
      const value = await work(transactionOn(client, committed));
      await client.query('COMMIT');
      for (const tell of committed) tell();
      return value;
    } catch (error) {
      if (isConnectionLost(error)) broken ??= error as Error;
      // On a connection that hangs or is gone, ROLLBACK would wait in vain; PostgreSQL rolls back when it closes.
      if (broken === undefined) await client.query('ROLLBACK').catch(lost);
      throw error;
    } finally {
      client.release(broken);
      client.off('error', lost);
    }
  }
}

const transactionOn = (client: PoolClient, committed: (() => void)[]): Transaction => ({
  afterCommit: (tell) => void committed.push(tell),

  async query<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []) {
    const result = await client.query<Row>({ ...statement, values: values as unknown[] });
    return result.rows;
  },
});
