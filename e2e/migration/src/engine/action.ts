import type { ShopControl } from '@twinshop/local';
import type { Comparisons } from '../shadow/index.ts';
import type { Epochs } from './epochs.ts';

/** What is done of a step, in this order. */
export type Phase = 'prepare' | 'verify' | 'cut over' | 'observe' | 'settle' | 'clean up';

/** Told what goes on, for whoever looks on and for the report. */
export interface Spectator {
  begins(phase: Phase, says: string): void;
  /** How far an action is, as often as it knows. */
  progress(says: string): void;
  paused(module: string, ms: number): void;
  compared(module: string, comparisons: Comparisons): void;
}

/** What actions act on. */
export interface Scene {
  /** Of the shop, where its control is. */
  home: string;
  control: ShopControl;
  /** PostgreSQL's superuser. */
  adminUrl: string;
  epochs: Epochs;
  spectator: Spectator;
  /**
   * Of its own walk through what customers read of a module, answers that have to be compared before it is handed over. None may
   * differ, but for those that change meanwhile.
   */
  shadowReads: number;
  /** Access tokens of customers whose carts and orders may be looked at. */
  tokens(): Promise<string[]>;
  /** Aborted when whoever began the migration wants it to stop after the action that is under way. */
  stopping: AbortSignal;
  /** Watches the shop for a while; rejects with the reason where it is not as it was. */
  steady(): Promise<void>;
}

/**
 * One thing that a step does. Done twice, it is as if it was done once: one that was under way when the migration was killed
 * is done again.
 */
export interface Action {
  phase: Phase;
  says: string;
  run(scene: Scene): Promise<void>;
  /** What of it ends with the shop, such as processes, is there again; undefined where nothing of it does. */
  revive?(scene: Scene): Promise<void>;
}

/** One of which nothing comes but what runs: where the shop was started anew, it is simply done again. */
export const inWhatRuns = (action: Omit<Action, 'revive'>): Action => ({ ...action, revive: action.run });

export const isInWhatRuns = ({ run, revive }: Action): boolean => revive === run;
