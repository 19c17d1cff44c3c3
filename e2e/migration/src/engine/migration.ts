import { steps } from '@twinshop/topologies';
import type { MigrationState, StateFile } from '../state/migration-state.ts';
import { transitionBetween } from '../steps/transitions.ts';
import type { Action, Phase, Scene } from './action.ts';

/** What there is to do for each step. */
export interface Ways {
  actionsOf(from: number, to: number): Action[];
  /** What undoes a step that failed in a phase. */
  undoing(from: number, to: number, phase: Phase): Action[];
  /** What is taken away when nobody is to go back over a step any more. */
  leftoversOf(step: number, direction: 'forward' | 'back'): Action[];
}

/** A step could not be reached, and the shop is where it was before. */
export class RolledBack extends Error {
  constructor(to: number, cause: unknown) {
    super(`Step ${to} was not reached: ${(cause as Error).message}. The shop is as it was before.`, {
      cause,
    });
  }
}

/** Takes a shop from step to step, and writes down each action before it is done. */
export class Migration {
  readonly #file: Pick<StateFile, 'write'>;
  readonly #ways: Ways;
  #state: MigrationState;

  /** @param state as it was begun, or as one that was killed has left it */
  constructor(file: Pick<StateFile, 'write'>, state: MigrationState, ways: Ways) {
    this.#file = file;
    this.#state = state;
    this.#ways = ways;
  }

  get state(): MigrationState {
    return this.#state;
  }

  /**
   * Goes on to where it is to end.
   * @param onStep told which step is under way to
   * @throws RolledBack where a step failed and what it had done was undone
   */
  async run(scene: Omit<Scene, 'epochs'>, onStep: (to: number) => void): Promise<void> {
    const stage: Scene = { ...scene, epochs: { next: () => this.#nextEpoch() } };
    while (this.#state.at !== this.#state.to || this.#state.underWay !== undefined) {
      const { at, to, underWay } = this.#state;
      const next = underWay?.to ?? at + Math.sign(to - at);
      onStep(next);
      await this.#take(next, stage);
    }
  }

  /** Takes away what is only kept for going back. */
  async cleanUp(scene: Omit<Scene, 'epochs'>): Promise<void> {
    const { notCleanedUp, at } = this.#state;
    if (notCleanedUp === undefined) return;
    const isOut = at >= notCleanedUp;
    await this.#each(this.#ways.leftoversOf(notCleanedUp, isOut ? 'forward' : 'back'), 0, {
      ...scene,
      epochs: { next: () => this.#nextEpoch() },
    });
    this.#write({ notCleanedUp: undefined });
  }

  async #take(to: number, scene: Scene): Promise<void> {
    const { at, notCleanedUp } = this.#state;
    const { step } = transitionBetween(at, to);
    if (this.#state.underWay === undefined) {
      // What the last step has left is for going back over that step, and not over this one.
      if (notCleanedUp !== undefined && notCleanedUp !== step) await this.cleanUp(scene);
      this.#write({ underWay: { to, action: 0, isRollback: false } });
    }
    if (this.#state.underWay?.isRollback === true)
      return this.#undo(to, scene, new Error('it was interrupted'));
    const actions = this.#ways.actionsOf(at, to);
    try {
      await this.#each(actions, this.#state.underWay?.action ?? 0, scene, (action) =>
        this.#write({ underWay: { to, action, isRollback: false } }),
      );
    } catch (error) {
      this.#write({ underWay: { to, action: this.#state.underWay?.action ?? 0, isRollback: true } });
      return this.#undo(to, scene, error);
    }
    this.#write({ at: to, underWay: undefined, notCleanedUp: step });
  }

  /** Back to where the step began. */
  async #undo(to: number, scene: Scene, cause: unknown): Promise<never> {
    const { at } = this.#state;
    const phase = this.#ways.actionsOf(at, to)[this.#state.underWay!.action]!.phase;
    scene.spectator.begins(
      'settle',
      `back to ${steps[at]!.name.replace('-', ' ')}: ${(cause as Error).message}`,
    );
    await this.#each(this.#ways.undoing(at, to, phase), 0, scene);
    await this.#each(
      this.#ways.leftoversOf(transitionBetween(at, to).step, to > at ? 'back' : 'forward'),
      0,
      scene,
    );
    this.#write({ underWay: undefined, to: at });
    throw new RolledBack(to, cause);
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

  #nextEpoch(): number {
    const epoch = this.#state.epoch + 1;
    this.#write({ epoch });
    return epoch;
  }

  #write(news: Partial<MigrationState>): void {
    this.#state = { ...this.#state, ...news };
    this.#file.write(this.#state);
  }
}
