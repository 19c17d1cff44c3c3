import pg from 'pg';

/** What the names of all slots and publications of moves begin with. */
export const MOVES = 'move_';

/** Of a slot, in SQL: bytes of the cluster's log that were written and not yet applied, or at least not yet looked through. */
export const LAG =
  'greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), coalesce(replay_lsn, confirmed_flush_lsn)), 0)::float8';
export const SLOTS = 'FROM pg_replication_slots LEFT JOIN pg_stat_replication ON pid = active_pid';

/** How far the copy is behind that is furthest behind, of all moves in a cluster: asked again and again on one connection. */
export class LagOfCopies {
  readonly #adminUrl: () => Promise<string>;
  readonly #withinMs: number;
  #client: pg.Client | undefined;
  #reading: Promise<number | undefined> | undefined;
  #isClosed = false;

  /**
   * @param adminUrl how the superuser connects
   * @param withinMs milliseconds that PostgreSQL may take for an answer
   */
  constructor(adminUrl: () => Promise<string>, withinMs: number) {
    this.#adminUrl = adminUrl;
    this.#withinMs = withinMs;
  }

  /**
   * Whoever asks while another reading is under way gets the same.
   * @returns bytes; undefined where nothing is copied
   * @throws Error where PostgreSQL does not answer in time; the next reading connects anew
   */
  read(): Promise<number | undefined> {
    this.#reading ??= this.#readOnce().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  async #readOnce(): Promise<number | undefined> {
    try {
      this.#client ??= await this.#connect();
      const { rows } = await this.#client.query<{ lag: number | null }>(
        `SELECT max(${LAG}) AS lag ${SLOTS} WHERE starts_with(slot_name, $1)`,
        [MOVES],
      );
      return rows[0]?.lag ?? undefined;
    } catch (error) {
      await this.#end();
      throw error;
    } finally {
      if (this.#isClosed) await this.#end();
    }
  }

  /** Of a reading that is under way, the connection ends with it. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#end();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: await this.#adminUrl(),
      connectionTimeoutMillis: this.#withinMs,
      query_timeout: this.#withinMs,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }
}
