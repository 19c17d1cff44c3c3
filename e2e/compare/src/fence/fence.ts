import type { Fence as FenceRecord } from '../record/compare-record.ts';
import type { Branch } from './cgroup/cgroup.ts';
import type { Cores } from './cores.ts';

/** Holds shops to the same processor time and memory, one at a time or several. */
export interface Fence {
  /** What it does, for the report. */
  record: FenceRecord;
  /** Undefined where nobody is told where to run. */
  cores: Cores | undefined;
  /** @param name of lower-case letters, digits and dashes; tells it from others that are there at the same time */
  enclose(name: string): Enclosure;
}

/** A fence around one shop. */
export interface Enclosure {
  /** Goes before a command, so that it and all that it starts is inside. */
  prefix: readonly string[];
  /** Its control group, for whoever has to remove it when this process can’t; none where there is none. */
  branches: readonly Branch[];
  /** Processes that are inside; undefined where only the system’s scheduler knows. */
  readonly processIds: readonly number[] | undefined;
  /** Bytes, files that are kept at hand included; undefined where nobody counts. */
  readonly memoryPeakBytes: number | undefined;
  /** From now on; processors’ worth of time. @throws where this fence can’t be moved */
  setCpus(cpus: number): void;
  /** Lets a process out, to where the load is. */
  release(pid: number): void;
  /** Lets out what is inside, and leaves nothing behind. */
  remove(): Promise<void>;
}
