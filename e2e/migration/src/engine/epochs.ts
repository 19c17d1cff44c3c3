/** Counts hand-overs: each is of a later epoch than any before, also after a migration that was killed. */
export interface Epochs {
  /**
   * Written down before it is used.
   * @param known one that it has to be later than: what was written down may have been deleted
   */
  next(known?: number): number;
}
