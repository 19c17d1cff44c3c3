export type NamedSuite = readonly [title: string, project: string];

/** What is tried with shops of its own, that are broken: each waits for most of it, until what was broken is whole again. */
export const FAULT_SUITES: readonly NamedSuite[] = [
  ['Faults', 'e2e/faults'],
  ['Mutations', 'e2e/mutations'],
  ['Soak', 'e2e/drills'],
  ['Invariants', 'e2e/invariants'],
  ['Fault proxy', 'e2e/fault-proxy'],
];

/** What takes all that the machine has. */
export const LOAD_SUITES: readonly NamedSuite[] = [
  ['Load', 'e2e/load'],
  ['Comparison', 'e2e/compare'],
];

/** What is looked at in Chromium without a shop. */
export const PAGE_SUITES: readonly NamedSuite[] = [
  ['The page of a drill', 'e2e/drills'],
  ['The page of a comparison', 'e2e/compare'],
];
