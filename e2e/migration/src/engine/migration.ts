import type { RunningShop } from '@twinshop/local';
import { steps } from '@twinshop/topologies';
import type { MigrationState, StateFile } from '../state/migration-state.ts';
import { transitionBetween } from '../steps/transitions.ts';
import type { Action, Scene } from './action.ts';
import type { Epochs } from './epochs.ts';

/** What there is to do for each step. */
export interface Ways {
  actionsOf(from: number, to: number): Action[];
  /** What undoes a step of which the action at a place failed. */
  undoing(from: number, to: number, failed: number): Action[];
  /** What is taken away when nobody is to go back over a step any more. */
  leftoversOf(step: number, direction: 'forward' | 'back'): Action[];
}

/** Errors of others may be whole sentences. */
const clause = (error: unknown): string => (error as Error).message.replace(/\.$/, '');

/** A step could not be reached, and the shop is where it was before. */
export class RolledBack extends Error {
  constructor(to: number, cause: unknown) {
    super(`Step ${to} was not reached: ${clause(cause)}. The shop is as it was before.`, {
      cause,
    });
  }
}

/** A step could not be reached, and something also keeps it from being undone to the end. */
export class NotUndone extends Error {
  constructor(to: number, at: number, cause: unknown, hindrance: unknown) {
    super(
      `Step ${to} was not reached: ${clause(cause)}. It is not undone to the end: ${clause(hindrance)}. ` +
        `When nothing is in the way any more, ./shop migrate --to ${at} goes on with that.`,
      { cause },
    );
  }
}

/** A step was reached, and what a step has left for going back could not be taken away. */
export class NotCleanedUp extends Error {
  constructor(step: number, { at, to }: MigrationState, cause: unknown) {
    super(
      `What step ${step} has left could not be taken away: ${clause(cause)}. The shop is at step ${at}, and customers have nothing of it. ` +
        `When nothing is in the way any more, ./shop migrate --to ${to}${at === to ? ' --finish' : ''} goes on with that.`,
      { cause },
    );
  }
}

/** It was asked to stop, and did so between two actions: what it has written down says where. */
export class Stopped extends Error {
  constructor({ at, to, underWay }: MigrationState) {
    const where =
      underWay === undefined ? `at step ${at}` : `on the way from step ${at} to step ${underWay.to}`;
    const toFinish = at === to && underWay === undefined ? ' --finish' : '';
    super(`It was stopped ${where}. ./shop migrate --to ${to}${toFinish} goes on from here.`);
  }
}

type Shop = Pick<RunningShop, 'startedAt' | 'variant'>;

/** Takes a shop from step to step, and writes down each action before it is done. */
export class Migration {
  readonly #file: Pick<StateFile, 'write'>;
  readonly #ways: Ways;
  readonly #shop: Shop;
  #state: MigrationState;

  /**
   * @param state as it was begun, or as one that was killed has left it
   * @param shop the one that runs
   */
  constructor(file: Pick<StateFile, 'write'>, state: MigrationState, ways: Ways, shop: Shop) {
    this.#file = file;
    this.#state = state;
    this.#ways = ways;
    this.#shop = shop;
  }

  get state(): MigrationState {
    return this.#state;
  }

  /**
   * Goes on to where it is to end. A step that is under way to elsewhere is undone before.
   * @throws RolledBack where a step failed and what it had done was undone, NotUndone where that failed as well, NotCleanedUp,
   * or Stopped where the scene says so
   */
  async run(scene: Omit<Scene, 'epochs'>): Promise<void> {
    const stage: Scene = { ...scene, epochs: this.#epochs };
    while (this.#state.at !== this.#state.to || this.#state.underWay !== undefined) {
      const { at, to, underWay } = this.#state;
      this.#stopIfAsked(stage);
      const onward = at + Math.sign(to - at);
      const next = underWay?.to ?? onward;
      if (next === onward) await this.#take(next, stage);
      else await this.#undoOrSay(next, stage, new Error(`it is to come to step ${to}`));
    }
  }

  /** Takes away what is only kept for going back. @throws NotCleanedUp */
  async cleanUp(scene: Omit<Scene, 'epochs'>): Promise<void> {
    const { notCleanedUp, at } = this.#state;
    if (notCleanedUp === undefined) return;
    const isOut = at >= notCleanedUp;
    this.#stopIfAsked(scene);
    try {
      await this.#each(this.#ways.leftoversOf(notCleanedUp, isOut ? 'forward' : 'back'), 0, {
        ...scene,
        epochs: this.#epochs,
      });
    } catch (error) {
      throw new NotCleanedUp(notCleanedUp, this.#state, error);
    }
    this.#write({ notCleanedUp: undefined });
  }

  async #take(to: number, scene: Scene): Promise<void> {
    const { at, notCleanedUp } = this.#state;
    const { step } = transitionBetween(at, to);
    scene.spectator.takes({ from: at, to });
    if (this.#state.underWay === undefined) {
      // What the last step has left is for going back over that step, and not over this one.
      if (notCleanedUp !== undefined && notCleanedUp !== step) await this.cleanUp(scene);
      this.#isUnderWay({ to, action: 0, isRollback: false, startAt: at });
    }
    const { isRollback, why, action: first } = this.#state.underWay!;
    if (isRollback) return this.#fail(to, scene, new Error(why ?? 'it was interrupted'));
    const actions = this.#ways.actionsOf(at, to);
    const handOver = lastHandOver(actions);
    try {
      await this.#reviveIfStartedAnew(actions.slice(0, first), scene);
      await this.#each(actions, first, scene, (action) => {
        const isHandedOver = handOver >= 0 && action > handOver;
        this.#isUnderWay({ to, action, isRollback: false, startAt: isHandedOver ? to : at });
        this.#stopIfAsked(scene);
      });
    } catch (error) {
      if (error instanceof Stopped) throw error;
      // Ctrl-C also ends a build that was begun in the same terminal, and a comparison: that is no failure, and is done again.
      if (isBeforeCutOver(actions[this.#state.underWay!.action]!)) this.#stopIfAsked(scene);
      return this.#fail(to, scene, error);
    }
    this.#write({ at: to, underWay: undefined, notCleanedUp: step });
  }

  async #fail(to: number, scene: Scene, cause: unknown): Promise<never> {
    await this.#undoOrSay(to, scene, cause);
    this.#write({ to: this.#state.at });
    throw new RolledBack(to, cause);
  }

  async #undoOrSay(to: number, scene: Scene, cause: unknown): Promise<void> {
    if (scene.claimLost?.aborted === true) throw new Stopped(this.#state);
    try {
      await this.#undo(to, scene, (cause as Error).message);
    } catch (hindrance) {
      throw new NotUndone(to, this.#state.at, cause, hindrance);
    }
  }

  /** Back to where the step began; not to be stopped half-way. */
  async #undo(to: number, scene: Scene, why: string): Promise<void> {
    const { at } = this.#state;
    const { action, undoing = 0 } = this.#state.underWay!;
    scene.spectator.takes({ from: to, to: at, undoes: true });
    scene.spectator.begins('settle', `back to ${steps[at]!.name.replace('-', ' ')}: ${why}`);
    const { step } = transitionBetween(at, to);
    const actions = [
      ...this.#ways.undoing(at, to, action),
      ...this.#ways.leftoversOf(step, to > at ? 'back' : 'forward'),
    ];
    const handBack = lastHandOver(actions);
    // Once all is back, a shop that was started anew is what this leads to.
    if (undoing <= handBack)
      await this.#reviveIfStartedAnew(
        this.#ways.actionsOf(at, to).slice(0, action),
        scene,
        actions.slice(0, undoing),
      );
    // Not from the beginning: what the first actions need may be gone.
    await this.#each(actions, undoing, scene, (next) =>
      this.#isUnderWay({
        to,
        action,
        isRollback: true,
        why,
        undoing: next,
        startAt: next > handBack ? at : this.#state.underWay!.startAt,
      }),
    );
    this.#write({ underWay: undefined, notCleanedUp: undefined });
  }

  /**
   * Some effects of what a step had done ended with the shop that it was done to. One that was started at the step itself has
   * them from the start.
   * @param done of the step that is under way
   * @param undone of what undoes it
   */
  async #reviveIfStartedAnew(
    done: readonly Action[],
    scene: Scene,
    undone: readonly Action[] = [],
  ): Promise<void> {
    const { shopStartedAt, to } = this.#state.underWay!;
    if (shopStartedAt === this.#shop.startedAt) return;
    const isThere = this.#shop.variant === steps[to]!.name;
    const missed = isThere ? done.filter(({ reconnect }) => reconnect !== undefined) : done;
    for (const { phase, says, revive, reconnect } of [...missed, ...undone]) {
      const again = revive ?? reconnect;
      if (again === undefined) continue;
      scene.spectator.begins(phase, `${says}, as before the shop was started anew`);
      await again(scene);
    }
  }

  async #each(
    actions: readonly Action[],
    first: number,
    scene: Scene,
    note: (index: number) => void = () => undefined,
  ): Promise<void> {
    for (const [index, action] of actions.entries()) {
      if (index < first) continue;
      note(index);
      scene.spectator.begins(action.phase, action.says);
      await action.run(scene);
    }
  }

  get #epochs(): Epochs {
    return { next: (known) => this.#nextEpoch(known) };
  }

  #stopIfAsked({ stopping }: Pick<Scene, 'stopping'>): void {
    if (stopping.aborted) throw new Stopped(this.#state);
  }

  #nextEpoch(known = 0): number {
    const epoch = Math.max(this.#state.epoch, known) + 1;
    this.#write({ epoch });
    return epoch;
  }

  #isUnderWay(what: Omit<NonNullable<MigrationState['underWay']>, 'shopStartedAt'>): void {
    this.#write({ underWay: { ...what, shopStartedAt: this.#shop.startedAt } });
  }

  #write(news: Partial<MigrationState>): void {
    this.#state = { ...this.#state, ...news };
    this.#file.write(this.#state);
  }
}

const isBeforeCutOver = ({ phase }: Action): boolean => phase === 'prepare' || phase === 'verify';

/** The place of the last action that hands something over; -1 where none does. */
const lastHandOver = (actions: readonly Action[]): number =>
  actions.findLastIndex(({ handsOver }) => handsOver === true);
