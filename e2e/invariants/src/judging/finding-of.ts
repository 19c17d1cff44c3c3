import type { Finding, Subject, Word } from '../check-report.ts';

type Say = (word: Word, id: string, says: string) => Finding;

/** For the findings of one invariant, about one kind of thing. */
export const findingOf =
  (invariant: number, kind: Subject['kind']): Say =>
  (word, id, says) => ({ invariant, word, subject: { kind, id }, says });
