import type { SharedDatabase } from './shared-database.ts';

/**
 * One thing that is done to the database while customers use it. Done again, it is as if it was done once; killed amid it, it
 * has done a part that is right by itself.
 */
export interface DatabaseAction {
  says: string;
  /** @param progress told how far it is, where that takes long */
  run(database: SharedDatabase, progress: (says: string) => void): Promise<void>;
}
