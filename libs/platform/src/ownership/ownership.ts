import { setTimeout as delay } from 'node:timers/promises';
import { sql, type Database } from '../database/index.ts';
import type { OwnershipState } from './fence.ts';

const HAS_FENCE = sql('has-fence', `SELECT to_regclass('ownership') IS NOT NULL AS fenced`);
const STATE = sql('ownership', 'SELECT state FROM ownership');

/** Milliseconds between two looks. Customers wait while it opens; whoever asks while it is closed has it looked up at once. */
const LOOK_EVERY_MS = { open: 1_000, closed: 250, opening: 5 } as const;

/**
 * Whether the data of a process is its own to write. It is, unless the data stands behind a fence (`buildFence`), as while a
 * module moves to another database: then what the fence says counts. A process whose data is about to be its own holds what
 * it is asked; one whose data is written elsewhere need not know it, for the fence does.
 */
export class Ownership {
  private readonly database: Database;
  private readonly stopping = new AbortController();
  private readonly given = Promise.withResolvers<void>();
  private turned: () => void = () => undefined;
  /** Aborted when the next look is not to wait any longer. */
  private resting = new AbortController();
  private state: OwnershipState = 'open';
  private decided = Promise.withResolvers<void>();
  /** Looks are taken one after the other, so that none is noted after a later one. */
  private last: Promise<boolean> = Promise.resolve(true);
  private next: Promise<boolean> | undefined;
  private watching: Promise<void> = Promise.resolve();

  private constructor(database: Database) {
    this.database = database;
  }

  /** @throws while the database is away */
  static async of(database: Database): Promise<Ownership> {
    const ownership = new Ownership(database);
    ownership.note(await ownership.read());
    ownership.watching = ownership.watch();
    return ownership;
  }

  get isOpen(): boolean {
    return this.state === 'open';
  }

  /** Resolves once the data may be written here, for the first time. */
  get granted(): Promise<void> {
    return this.given.promise;
  }

  /**
   * Looks it up and, where the data is about to be written here, resolves as soon as that has been decided: what comes after
   * `opening` was written must not be answered from the copy, nor what comes after the next owner was.
   * @param options.ownerOnly whether who asks wants an answer from the owner, and from no copy
   * @returns whether they have to be answered elsewhere: it was waited for in vain, and the copy may be behind; or they want
   * the owner, and that is somebody else
   * @throws where they want the owner, and who that is can't be looked up
   */
  async isElsewhere({ ownerOnly }: { ownerOnly: boolean }): Promise<boolean> {
    const before = this.state;
    const wasRead = await this.look();
    if (ownerOnly && !wasRead) throw new Error('Who owns the data could not be looked up.');
    const waits = [before, this.state].includes('opening');
    await this.decided.promise;
    return (waits || ownerOnly) && !this.isOpen;
  }

  /** @param turned called each time that `isOpen` has changed, until this stops */
  onTurn(turned: () => void): void {
    this.turned = turned;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.turned = () => undefined;
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.resting = new AbortController();
      const awoken = AbortSignal.any([signal, this.resting.signal]);
      await delay(LOOK_EVERY_MS[this.state], undefined, { signal: awoken }).catch(() => undefined);
      if (!signal.aborted) await this.look();
    }
  }

  /**
   * A look that begins after this was called, shared by all who ask until it begins.
   * @returns whether it was read; a database that is away says nothing, and what was known is still what is known
   */
  private look(): Promise<boolean> {
    this.next ??= this.last = this.last.then(async () => {
      this.next = undefined;
      const state = await this.read().catch(() => undefined);
      if (state !== undefined) this.note(state);
      return state !== undefined;
    });
    return this.next;
  }

  private async read(): Promise<OwnershipState> {
    const [found] = await this.database.query<{ fenced: boolean }>(HAS_FENCE);
    if (found?.fenced !== true) return 'open';
    const [row] = await this.database.query<{ state: OwnershipState }>(STATE);
    return row?.state ?? 'open';
  }

  private note(state: OwnershipState): void {
    if (state === 'opening' && this.state !== 'opening') {
      this.decided = Promise.withResolvers<void>();
      this.resting.abort();
    }
    if (state !== 'opening') this.decided.resolve();
    if (state === 'open') this.given.resolve();
    const hasTurned = (state === 'open') !== this.isOpen;
    this.state = state;
    if (hasTurned) this.turned();
  }
}
