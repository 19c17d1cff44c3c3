/** Counts hand-overs: each is of a later epoch than any before, also after a migration that was killed. */
export interface Epochs {
  /** Written down before it is used. */
  next(): number;
}
