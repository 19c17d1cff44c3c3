import { realpathSync, rmSync } from 'node:fs';
import { readRunFile, runnerLives } from '../home/run-file.ts';
import type { ShopHome } from '../home/shop-home.ts';
import { endProcess } from '../processes/end-process.ts';
import { isGroupOf, killGroup } from '../processes/process-group.ts';

const PATIENCE_MS = 5_000;

/**
 * Ends what a killed run left running, the last started first, and forgets that run.
 * @returns the names of what was ended
 */
export async function clearLeftOver(home: ShopHome): Promise<string[]> {
  const record = readRunFile(home.runFile);
  return record && runnerLives(record) ? [] : endRun(home);
}

/** The same for a run of which the caller knows that nobody is there to stop it. */
export async function endRun(home: ShopHome): Promise<string[]> {
  const record = readRunFile(home.runFile);
  const ended: string[] = [];
  for (const { name, pid, identity } of record?.processes.toReversed() ?? []) {
    let found = await endProcess(pid, identity, PATIENCE_MS);
    if (isGroupOf(pid, realpathSync(home.dir))) {
      killGroup(pid);
      found = true;
    }
    if (found) ended.push(name);
  }
  // Another run may have done the same, and claimed the home meanwhile.
  if (readRunFile(home.runFile)?.runnerIdentity === record?.runnerIdentity)
    rmSync(home.runFile, { force: true });
  return ended;
}
