import { describe, expect, it } from '@jest/globals';
import type { MigrationState } from '../state/migration-state.ts';
import { inWhatRuns, type Action, type Leg, type Phase, type Scene } from './action.ts';
import { Migration, type Ways } from './migration.ts';

const PHASES: readonly Phase[] = ['prepare', 'verify', 'cut over', 'observe', 'settle'];

/** When the shop was started that is migrated, and the one that was there before. */
const SINCE = '2026-03-01T11:00:00.000Z';
const BEFORE = '2026-03-01T10:00:00.000Z';

/** The process ends, and nothing that it would have done afterwards is done. */
class Killed extends Error {}

/** Steps of five actions that only say that they were done. */
class Stage {
  readonly done: string[] = [];
  readonly legs: Leg[] = [];
  /** The last epoch that a place has heard of. */
  heardOf = 0;
  written: MigrationState;
  /** Done in the place of an action. */
  instead: Readonly<Record<string, () => void>> = {};
  readonly stopping = new AbortController();
  readonly claim = new AbortController();
  shop = { startedAt: SINCE, variant: 'step-0' };

  constructor(state: Partial<MigrationState> = {}) {
    this.written = { format: 1, startedAt: '', from: 0, to: 2, at: 0, epoch: 0, ...state };
  }

  async run(): Promise<void> {
    const file = { write: (state: MigrationState) => void (this.written = state) };
    await new Migration(file, this.written, this.#ways, this.shop).run({
      spectator: { begins: () => undefined, takes: (leg: Leg) => void this.legs.push(leg) },
      stopping: this.stopping.signal,
      claimLost: this.claim.signal,
    } as unknown as Scene);
  }

  get #ways(): Ways {
    return {
      actionsOf: (from, to) => PHASES.map((phase) => this.#action(phase, `${from}→${to} ${phase}`)),
      undoing: (from, to, failed) => [
        this.#action('cut over', `undo ${from}→${to} after ${PHASES[failed]}`),
        this.#action('settle', `it is at ${from} again`),
      ],
      leftoversOf: (step, direction) => [this.#action('clean up', `leftovers of ${step} ${direction}`)],
    };
  }

  #action(phase: Phase, says: string): Action {
    const action: Action = {
      phase,
      says,
      run: async ({ epochs }) => {
        if (phase === 'cut over') epochs.next(this.heardOf);
        this.instead[says]?.();
        this.done.push(says);
      },
    };
    if (phase === 'prepare' || phase === 'settle') return inWhatRuns(action);
    if (phase === 'cut over') return { ...action, handsOver: true };
    return phase === 'verify'
      ? { ...action, reconnect: async () => void this.done.push(`links of ${says}`) }
      : action;
  }
}

const once = (fail: () => never): (() => void) => {
  let isFirst = true;
  return () => {
    if (!isFirst) return;
    isFirst = false;
    fail();
  };
};

const all = (from: number, to: number): string[] => PHASES.map((phase) => `${from}→${to} ${phase}`);

describe('a migration', () => {
  it('takes each step, and cleans up after one before the next', async () => {
    const stage = new Stage();
    await stage.run();
    expect(stage.done).toEqual([...all(0, 1), 'leftovers of 1 forward', ...all(1, 2)]);
    expect(stage.written).toMatchObject({ at: 2, underWay: undefined, notCleanedUp: 2, epoch: 2 });
  });

  it('goes back over the step that it came by with what was kept for that', async () => {
    const stage = new Stage({ at: 2, to: 1, notCleanedUp: 2 });
    await stage.run();
    expect(stage.done).toEqual(all(2, 1));
  });

  it('tells which way it goes, also when it undoes a step', async () => {
    const stage = new Stage({ to: 1 });
    stage.instead = {
      '0→1 verify': () => {
        throw new Error('rows differ');
      },
    };
    await expect(stage.run()).rejects.toThrow('Step 1 was not reached');
    expect(stage.legs).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 0, undoes: true },
    ]);
  });

  it('hands over for a later epoch than places have heard of, whatever is written down', async () => {
    const stage = new Stage({ to: 1, epoch: 3 });
    stage.heardOf = 41;
    await stage.run();
    expect(stage.written.epoch).toBe(42);
  });

  describe.each(all(0, 1))('that is killed amid "%s"', (action) => {
    it('does it again, goes on from there and repeats nothing before it', async () => {
      const stage = new Stage({ to: 1 });
      stage.instead = {
        [action]: once(() => {
          throw new Killed();
        }),
      };
      const before = { ...stage.written };
      await stage.run().catch(() => undefined);
      // What a killed process leaves is what it had written before the action.
      stage.written = {
        ...before,
        epoch: stage.written.epoch,
        underWay: {
          to: 1,
          shopStartedAt: SINCE,
          startAt: 0,
          action: all(0, 1).indexOf(action),
          isRollback: false,
        },
      };
      stage.done.length = 0;
      await stage.run();
      expect(stage.done).toEqual(all(0, 1).slice(all(0, 1).indexOf(action)));
      expect(stage.written.at).toBe(1);
    });
  });

  it.each(PHASES)('undoes a step that fails in "%s", and says why', async (phase) => {
    const stage = new Stage({ to: 1 });
    stage.instead = {
      [`0→1 ${phase}`]: () => {
        throw new Error('rows differ');
      },
    };
    await expect(stage.run()).rejects.toThrow('Step 1 was not reached: rows differ');
    expect(stage.done.slice(-3)).toEqual([
      `undo 0→1 after ${phase}`,
      'it is at 0 again',
      'leftovers of 1 back',
    ]);
    expect(stage.written).toMatchObject({ at: 0, underWay: undefined });
  });

  const beingUndone = {
    to: 1,
    shopStartedAt: SINCE,
    startAt: 0,
    action: 3,
    isRollback: true,
    why: 'rows differ',
  };

  it('goes on undoing where it was killed amid that', async () => {
    const stage = new Stage({ to: 1, underWay: beingUndone });
    await expect(stage.run()).rejects.toThrow('Step 1 was not reached: rows differ');
    expect(stage.done).toEqual(['undo 0→1 after observe', 'it is at 0 again', 'leftovers of 1 back']);
  });

  it('does not undo again what was undone when it was killed amid that: what that needs may be gone', async () => {
    const stage = new Stage({ to: 1, underWay: { ...beingUndone, undoing: 1 } });
    await expect(stage.run()).rejects.toThrow('Step 1 was not reached: rows differ');
    expect(stage.done).toEqual(['it is at 0 again', 'leftovers of 1 back']);
  });

  it('that is kept from taking away what a step has left says so, and does only that the next time', async () => {
    const stage = new Stage({ to: 1 });
    stage.instead = {
      '0→1 cut over': () => {
        throw new Error('rows differ');
      },
      'leftovers of 1 back': once(() => {
        throw new Error('a table is in use');
      }),
    };
    await expect(stage.run()).rejects.toThrow(
      'Step 1 was not reached: rows differ. It is not undone to the end: a table is in use. When nothing is in the way any more, ./shop migrate --to 0 goes on with that.',
    );
    const later = new Stage({ ...stage.written, to: 0 });
    await later.run();
    expect(later.done).toEqual(['leftovers of 1 back']);
    expect(later.written).toMatchObject({ at: 0, underWay: undefined });
  });

  it.each(all(0, 1))(
    'that is asked to stop amid "%s" does it to its end and goes on later',
    async (action) => {
      const stage = new Stage({ to: 2 });
      stage.instead = { [action]: () => stage.stopping.abort() };
      await expect(stage.run()).rejects.toThrow('./shop migrate --to 2 goes on from here');
      expect(stage.done).toEqual(all(0, 1).slice(0, all(0, 1).indexOf(action) + 1));
      const later = new Stage(stage.written);
      await later.run();
      expect([...stage.done, ...later.done]).toEqual([...all(0, 1), 'leftovers of 1 forward', ...all(1, 2)]);
    },
  );

  it('says where the shop is when what a step has left can’t be taken away, and begins with that later', async () => {
    const stage = new Stage();
    stage.instead = {
      'leftovers of 1 forward': once(() => {
        throw new Error('a slot is in use');
      }),
    };
    await expect(stage.run()).rejects.toThrow(
      'What step 1 has left could not be taken away: a slot is in use. The shop is at step 1, and customers have nothing of it. When nothing is in the way any more, ./shop migrate --to 2 goes on with that.',
    );
    const later = new Stage(stage.written);
    await later.run();
    expect(later.done).toEqual(['leftovers of 1 forward', ...all(1, 2)]);
  });

  it('undoes nothing when somebody else may be at work on the shop', async () => {
    const stage = new Stage({ to: 1 });
    stage.instead = {
      '0→1 observe': () => {
        stage.claim.abort();
        throw new Error('PostgreSQL was away');
      },
    };
    await expect(stage.run()).rejects.toThrow('It was stopped on the way from step 0 to step 1');
    expect(stage.done).toEqual(all(0, 1).slice(0, 3));
  });

  it('says where the shop is to be started: at the step itself as soon as that has been handed what it needs', async () => {
    const stage = new Stage({ to: 1 });
    const startAt: Record<string, number> = {};
    stage.instead = Object.fromEntries(
      all(0, 1).map((says) => [says, () => void (startAt[says] = stage.written.underWay!.startAt)]),
    );
    await stage.run();
    expect(Object.values(startAt)).toEqual([0, 0, 0, 1, 1]);
  });

  it('says so of one that is undone, too: where it was, as soon as all is back', async () => {
    const stage = new Stage({ to: 1 });
    const startAt: number[] = [];
    const note = (): void => void startAt.push(stage.written.underWay!.startAt);
    stage.instead = {
      '0→1 settle': () => {
        throw new Error('it is slow');
      },
      'undo 0→1 after settle': note,
      'it is at 0 again': note,
      'leftovers of 1 back': note,
    };
    await expect(stage.run()).rejects.toThrow('it is slow');
    expect(startAt).toEqual([1, 0, 0]);
  });

  describe('of a shop that was started anew amid a step', () => {
    const underWay = { to: 1, shopStartedAt: BEFORE, startAt: 0, isRollback: false };

    it('has what ended with it there again, and goes on', async () => {
      const stage = new Stage({ to: 1, underWay: { ...underWay, action: 2 } });
      await stage.run();
      expect(stage.done).toEqual(['0→1 prepare', 'links of 0→1 verify', ...all(0, 1).slice(2)]);
    });

    it('has only copies go on, where the shop was started at the step itself', async () => {
      const stage = new Stage({ to: 1, underWay: { ...underWay, startAt: 1, action: 4 } });
      stage.shop = { startedAt: SINCE, variant: 'step-1' };
      await stage.run();
      expect(stage.done).toEqual(['links of 0→1 verify', '0→1 settle']);
    });

    it('does so once', async () => {
      const stage = new Stage({ to: 1, underWay: { ...underWay, action: 2 } });
      stage.instead = { '0→1 cut over': () => stage.stopping.abort() };
      await expect(stage.run()).rejects.toThrow('It was stopped');
      const later = new Stage(stage.written);
      await later.run();
      expect(later.done).toEqual(['0→1 observe', '0→1 settle']);
    });

    const undone = (undoing: number) =>
      new Stage({ to: 0, underWay: { ...underWay, action: 2, isRollback: true, undoing } });

    it('has all of that there again before what was done is undone', async () => {
      const stage = undone(0);
      await stage.run();
      expect(stage.done).toEqual([
        '0→1 prepare',
        'links of 0→1 verify',
        'undo 0→1 after cut over',
        'it is at 0 again',
        'leftovers of 1 back',
      ]);
    });

    it('needs nothing of it when all is back', async () => {
      const stage = undone(1);
      await stage.run();
      expect(stage.done).toEqual(['it is at 0 again', 'leftovers of 1 back']);
    });
  });

  it('that is to go elsewhere than to the step that is under way undoes that first', async () => {
    const stage = new Stage({
      at: 1,
      to: 0,
      underWay: { to: 2, shopStartedAt: SINCE, startAt: 0, action: 1, isRollback: false },
    });
    await stage.run();
    expect(stage.done).toEqual([
      'undo 1→2 after verify',
      'it is at 1 again',
      'leftovers of 2 back',
      ...all(1, 0),
    ]);
    expect(stage.written).toMatchObject({ at: 0, underWay: undefined });
  });

  it('never uses an epoch twice, also when a hand-over is done again', async () => {
    const stage = new Stage({
      to: 1,
      epoch: 4,
      underWay: { to: 1, shopStartedAt: SINCE, startAt: 0, action: 2, isRollback: false },
    });
    await stage.run();
    expect(stage.written.epoch).toBe(5);
  });
});
