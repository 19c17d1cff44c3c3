import { config } from './config.ts';
import { readRunFile, runnerLives, type RunRecord } from './home/run-file.ts';
import { shopHome } from './home/shop-home.ts';

/** A shop that is up: where it is, what it consists of, and who can sign in. */
export interface RunningShop extends Omit<RunRecord, 'state' | 'runnerPid' | 'runnerIdentity'> {
  /** The process that stays with it; in containers, there is none. */
  runnerPid?: number;
}

/** The shop that runs on a home (by default this checkout's), or undefined when none does, or not yet. */
export function readRunningShop(home: string = config.home): RunningShop | undefined {
  const record = readRunFile(shopHome(home).runFile);
  return record?.state === 'running' && runnerLives(record) ? record : undefined;
}
