import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const State = z.object({
  format: z.literal(1),
  startedAt: z.string(),
  /** Where it began, and where it is to end. */
  from: z.int().min(0).max(7),
  to: z.int().min(0).max(7),
  /** The last step that was reached whole. */
  at: z.int().min(0).max(7),
  /** The step that is under way to, and the action that comes next or was under way. */
  underWay: z
    .object({
      to: z.int().min(0).max(7),
      /** When the shop was started that this was done to: what ran then is gone where it was started anew since. */
      shopStartedAt: z.string(),
      /** The step at which the shop finds its data and its work, should it be stopped now: the one before, or this one. */
      startAt: z.int().min(0).max(7),
      action: z.int().min(0),
      isRollback: z.boolean(),
      /** What it is being undone for. */
      why: z.string().optional(),
      /** Of what undoes it, the action that comes next or was under way. */
      undoing: z.int().min(0).optional(),
    })
    .optional(),
  /** Of the last hand-over of a module; each has a greater one. */
  epoch: z.int().min(0),
  /** Of the step whose leftovers are still there, for going back. */
  notCleanedUp: z.int().min(1).max(7).optional(),
});

export type MigrationState = z.infer<typeof State>;

/**
 * What a migration has done and is about to do, in one file that is written before each action: whoever comes after one that
 * was killed reads where it was.
 */
export class StateFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Undefined where there is no migration. @throws Error where the file is damaged */
  read(): MigrationState | undefined {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
    try {
      return State.parse(JSON.parse(text));
    } catch (error) {
      throw new Error(
        `${this.#file} is damaged, so where the migration was is not known. ./shop status tells what runs; delete the file to begin a new one from there.`,
        { cause: error },
      );
    }
  }

  /** Whole or not at all. */
  write(state: MigrationState): void {
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
