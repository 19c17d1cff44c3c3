import os from 'node:os';
import type { DrillRecord } from './drill-record.ts';

/** What a record says of the machine that it was made on. */
export const thisMachine = (): DrillRecord['machine'] => ({
  processors: os.availableParallelism(),
  memoryBytes: os.totalmem(),
  node: process.version,
  system: `${os.type()} ${os.release()} ${os.arch()}`,
});
