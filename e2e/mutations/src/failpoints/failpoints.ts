/** What can be set in a process while it runs, and how. All milliseconds. */
export interface FailpointSettings {
  /** Whatever is asked of recommendations is slow, fails, or keeps the whole process from doing anything else. */
  recommendation: { slowMs: number } | { fails: true } | { blocksMs: number };
  /** The process's `Date` is ahead by so much, or behind where it is negative; timers and `performance.now()` are not. */
  clock: { aheadMs: number };
  /** The process does nothing for so long, once. */
  block: { forMs: number };
}

export type FailpointName = keyof FailpointSettings;

/** How a fault of one kind is brought about in this process. */
export interface Failpoint<Name extends FailpointName> {
  set(settings: FailpointSettings[Name]): void;
  clear(): void;
}

export type Failpoints = { [Name in FailpointName]?: Failpoint<Name> };
