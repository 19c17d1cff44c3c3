import { setTimeout as delay } from 'node:timers/promises';
import type { OwnershipState } from '@twinshop/platform/ownership/fence';
import { cleanUp } from './clean-up.ts';
import { CannotMove, NotInTime } from './errors.ts';
import { Link } from './link.ts';
import { closePlace, setState, stateOf, type PlaceState } from './ownership.ts';
import { Place } from './place.ts';
import { partsOf, reserve, type Part } from './preparation.ts';
import { isCopied, progressOf, type CopyProgress } from './progress.ts';
import { movableTables } from './tables.ts';
import { compare, type Comparing, type Verification } from './verification/compare.ts';

export interface MoveOptions {
  /** Also the name of its schema, in both databases. */
  module: 'catalog' | 'order' | 'payment';
  /** Where it is; the URL connects as the role that owns its schema. */
  from: { url: string };
  /** Where it shall be, in another database of the same cluster. */
  to: { url: string };
  /** Connects as the cluster's superuser. */
  adminUrl: string;
}

/** One of the two places between which a module moves. */
export type Side = 'from' | 'to';

const LOOK_AT_COPY_EVERY_MS = 200;
/** Applied in less than a second. */
const BARELY_BEHIND_BYTES = 16 * 1024 ** 2;
/** Customers wait. */
const LOOK_FOR_EPOCH_EVERY_MS = 3;

/**
 * Moves a module's data from one database to another, as docs/adr/0020 has it; its way back is a move from where it is to
 * where it was, for which nothing is copied again as long as nothing was cleaned up. It keeps nothing in mind: everything is
 * in the two databases, so that whoever was killed begins again with another.
 */
export class ModuleMove {
  readonly #module: string;
  readonly #adminUrl: string;
  readonly #places: Readonly<Record<Side, Place>>;
  readonly #there: Link;
  readonly #back: Link;

  constructor({ module, from, to, adminUrl }: MoveOptions) {
    this.#module = module;
    this.#adminUrl = adminUrl;
    this.#places = {
      from: new Place({ schema: module, url: from.url, adminUrl }),
      to: new Place({ schema: module, url: to.url, adminUrl }),
    };
    this.#there = new Link(this.#places.from, this.#places.to);
    this.#back = new Link(this.#places.to, this.#places.from);
  }

  /**
   * Closes the new place. To be called before its process starts for the first time: that would take itself for the owner of
   * an empty database.
   * @throws CannotMove
   */
  reserve(): Promise<void> {
    return reserve(this.#places.to);
  }

  /**
   * Builds the fences, and has PostgreSQL copy: what is in the old place, and from then on what is written, in both
   * directions. Repeated, it does what is missing.
   * @throws CannotMove, or NotInTime where a table was never free for a moment
   */
  async prepare(): Promise<void> {
    for (const part of this.preparation()) await part.run();
  }

  /** The parts of `prepare`, in order. */
  preparation(): Part[] {
    return partsOf({ ...this.#places, there: this.#there, back: this.#back, adminUrl: this.#adminUrl });
  }

  /** Has PostgreSQL go on copying, in both directions, where it was started anew and may be at another port. */
  async reconnect(): Promise<void> {
    for (const link of [this.#there, this.#back]) await link.reconnect(this.#adminUrl);
  }

  progress(): Promise<CopyProgress> {
    return progressOf(this.#there);
  }

  /**
   * Waits until every table has been copied, and what is written is applied as it comes: also where much was written while
   * nobody applied it.
   * @throws NotInTime with how far it came
   */
  async untilCopied(withinMs: number, onProgress?: (progress: CopyProgress) => void): Promise<void> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const progress = await this.progress();
      onProgress?.(progress);
      if (progress.copied && progress.lagBytes <= BARELY_BEHIND_BYTES) return;
      if (performance.now() > deadline)
        throw new NotInTime(`${this.#module} was copied (${progress.says})`, withinMs);
      await delay(LOOK_AT_COPY_EVERY_MS);
    }
  }

  /**
   * Compares all rows on both sides while they are being written.
   * @param withinMs milliseconds for all of them
   * @throws NotInTime where not everything was compared
   */
  async verify(
    withinMs: number,
    onProgress?: (says: string) => void,
    options: Pick<Comparing, 'settleWithinMs' | 'rowsAtATime'> = {},
  ): Promise<Verification> {
    const tables = await movableTables(this.#places.from, this.#places.to);
    return compare({ ...this.#places, ...options, tables, withinMs, onProgress });
  }

  /** What the places say of themselves: by this somebody who was killed knows where they were. */
  async state(): Promise<Record<Side, PlaceState>> {
    const [from, to] = await Promise.all([stateOf(this.#places.from), stateOf(this.#places.to)]);
    return { from, to };
  }

  /** Whether the new place is the owner by now. */
  async isHandedOver(): Promise<boolean> {
    const { from, to } = await this.state();
    return to.state === 'open' && from.state === 'closed';
  }

  /**
   * Has a side say something else; that the old place is closed says `close`.
   * @throws StaleEpoch, or CannotMove where both would be open
   */
  async setState(side: Side, state: OwnershipState, epoch: number): Promise<void> {
    const other = this.#places[side === 'from' ? 'to' : 'from'];
    if (state === 'open' && (await stateOf(other)).state === 'open')
      throw new CannotMove(this.#module, `${other.name} is open, and only one place may be.`);
    await setState(this.#places[side], state, epoch);
  }

  /**
   * Closes the old place: waits for the transactions inside, and nobody comes in any more. Done again, it is closed for a
   * later epoch.
   * @param epoch later than any that a place was closed for
   * @param lockTimeoutMs how long it waits for them; writers that come wait a tenth of a second at most, and are let in before it tries again
   * @throws StillInside, StaleEpoch; the old place is open then
   */
  async close(epoch: number, lockTimeoutMs: number): Promise<void> {
    if (!isCopied(await this.#there.copies())) {
      const { says } = await this.progress();
      throw new CannotMove(this.#module, `it is not copied yet (${says}).`);
    }
    await closePlace(this.#places.from, epoch, lockTimeoutMs);
  }

  /**
   * Waits until everything that was written in the old place before it was closed for this epoch is in the new one.
   * @throws NotInTime
   */
  async untilArrived(epoch: number, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    const { to } = this.#places;
    const arrived = `SELECT FROM ${to.named('handover')} WHERE epoch = $1`;
    while ((await to.query(arrived, [epoch])).length === 0) {
      if (performance.now() > deadline) {
        const { says } = await this.progress();
        throw new NotInTime(`the last that was written arrived in ${to.name} (${says})`, withinMs);
      }
      await delay(LOOK_FOR_EPOCH_EVERY_MS);
    }
  }

  /**
   * Takes away what moving needed: nobody goes back any more without copying all again.
   * @param options.keep the owner
   * @param options.dropTheOther whether what is left in the other place is deleted; it stays closed otherwise
   * @throws CannotMove where what is kept is not the owner
   */
  async cleanUp({ keep, dropTheOther }: { keep: Side; dropTheOther: boolean }): Promise<void> {
    const { from, to } = this.#places;
    const [kept, other] = keep === 'from' ? [from, to] : [to, from];
    await cleanUp([this.#there, this.#back], kept, other, { dropTheOther, adminUrl: this.#adminUrl });
  }
}
