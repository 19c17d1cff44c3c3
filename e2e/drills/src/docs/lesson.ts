import type { Variant } from '../record/drill-record.ts';

/** What a drill teaches, for somebody who never ran a distributed system. Markdown without headings. */
export interface Lesson {
  /** What the fault is, and where one meets it. */
  fault: string;
  /** What the shop does, moment by moment, in each variant that it happens in. */
  moments: Readonly<Partial<Record<Variant, readonly Moment[]>>>;
  patterns: readonly Pattern[];
  /** What surviving costs. */
  costs: string;
  /** What the monolith and the services teach beside each other. */
  difference: string;
}

export interface Moment {
  when: string;
  what: string;
}

export interface Pattern {
  name: string;
  /** Who described it: author and title. */
  source: string;
  /** What it is here. */
  here: string;
}
