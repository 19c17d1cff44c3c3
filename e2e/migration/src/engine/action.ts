import type { ShopControl } from '@twinshop/local';
import type { Comparisons } from '../shadow/index.ts';
import type { Epochs } from './epochs.ts';

/** What is done of a step, in this order. */
export type Phase = 'prepare' | 'verify' | 'cut over' | 'observe' | 'settle' | 'clean up';

/** The way that is taken: a step on, or back. */
export interface Leg {
  from: number;
  to: number;
  /** What undoes a step that failed, or was left, leads to where that began. */
  undoes?: true;
}

/** Told what goes on, for whoever looks on and for the report. */
export interface Spectator {
  takes(leg: Leg): void;
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
  /** Aborted when somebody else may be migrating this shop: nothing is to be done to it any more. */
  claimLost?: AbortSignal | undefined;
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
  /** Whether, when it is done, data or work is no longer where it was: then the shop is started as the step has it. */
  handsOver?: true;
  /** Has what of it was processes and routes there again, where the shop was started anew at the step before. */
  revive?(scene: Scene): Promise<void>;
  /** Has PostgreSQL go on copying, wherever the shop was started anew. */
  reconnect?(scene: Scene): Promise<void>;
}

/** One of which nothing comes but processes and routes. */
export const inWhatRuns = (action: Omit<Action, 'revive'>): Action => ({ ...action, revive: action.run });
