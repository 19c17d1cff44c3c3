import { setTimeout as delay } from 'node:timers/promises';
import { inject } from '../faults/inject.ts';
import { inWords } from '../faults/in-words.ts';
import type { Heal, Stage } from '../faults/stage.ts';
import type { ScheduledFault, Strike } from './schedule.ts';
import type { PlayedFault } from './soak-record.ts';
import { touches } from './touches.ts';

const TRIED_FOR_MS = 60_000;
const TRIED_AGAIN_AFTER_MS = 300;
const LOOK_EVERY_MS = 20;

export interface PlayingFault extends ScheduledFault {
  /** From 1, in the order of the schedule. */
  number: number;
  says: string;
  fromMs: number;
}

interface Clock {
  readonly nowMs: number;
}

interface Audience {
  fault(fault: PlayingFault): void;
  healed(fault: PlayingFault): void;
}

/** Plays a schedule of faults on a stage, and heals whatever it has broken. */
export class Player {
  readonly played: Omit<PlayedFault, 'orders' | 'unanswered'>[] = [];
  /** Faults that could not be brought about or undone: in sentences. */
  readonly problems: string[] = [];
  readonly #stage: Stage;
  readonly #schedule: readonly Strike[];
  readonly #audience: Audience;
  readonly #playing = new Set<PlayingFault>();
  readonly #leftovers: Heal[] = [];

  constructor(stage: Stage, schedule: readonly Strike[], audience: Audience) {
    this.#stage = stage;
    this.#schedule = schedule;
    this.#audience = audience;
  }

  get playing(): PlayingFault[] {
    return [...this.#playing];
  }

  /** Parts that were made to end, by faults that were under way at any time since then. */
  endedSince(sinceMs: number): string[] {
    const ended = [...this.#playing, ...this.played.filter(({ toMs }) => toMs >= sinceMs)];
    return ended.filter(({ fault }) => ENDS.has(fault.kind)).flatMap(({ fault }) => touches(fault));
  }

  /**
   * Resolves once all faults have been healed. What was broken is healed, too, where it is called off.
   * @param accepted how many orders have been accepted so far
   * @throws AbortError when it is called off
   */
  async play(accepted: () => number, clock: Clock, signal: AbortSignal): Promise<void> {
    let number = 0;
    for (const { afterOrders, faults } of this.#schedule) {
      while (accepted() < afterOrders) await delay(LOOK_EVERY_MS, undefined, { signal });
      await Promise.all(faults.map((fault) => this.#one(fault, (number += 1), clock, signal)));
      signal.throwIfAborted();
    }
  }

  /** What a server that was killed later may have brought back with its last second. */
  async healLeftovers(): Promise<void> {
    for (const heal of this.#leftovers) await this.#attempt('Cleaning up', heal);
  }

  async #one(scheduled: ScheduledFault, number: number, clock: Clock, signal: AbortSignal): Promise<void> {
    const says = inWords(scheduled.fault);
    await pause(scheduled.afterMs, signal);
    if (signal.aborted) return;
    const playing: PlayingFault = { ...scheduled, number, says, fromMs: clock.nowMs };
    this.#playing.add(playing);
    this.#audience.fault(playing);
    const heal = await this.#attempt(`Fault ${number} (${says})`, () => inject(scheduled.fault, this.#stage));
    if (heal !== undefined) {
      await pause(scheduled.forMs, signal);
      await this.#attempt(`Healing fault ${number} (${says})`, heal);
      if (scheduled.fault.kind === 'poison') this.#leftovers.push(heal);
    }
    this.#playing.delete(playing);
    this.played.push({ ...scheduled, says, fromMs: playing.fromMs, toMs: clock.nowMs });
    this.#audience.healed(playing);
  }

  /** Again and again for a while: a part may just be coming back from something else. */
  async #attempt<Result>(what: string, work: () => Promise<Result>): Promise<Result | undefined> {
    const begun = performance.now();
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (performance.now() - begun > TRIED_FOR_MS) {
          this.problems.push(`${what} failed: ${(error as Error).message}`);
          return undefined;
        }
        await delay(TRIED_AGAIN_AFTER_MS);
      }
    }
  }
}

const ENDS: ReadonlySet<string> = new Set(['kill', 'roll']);

/** Ends early where all is called off. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
