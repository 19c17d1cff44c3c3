import { isByNature } from './by-nature.ts';
import type { Read } from './read.ts';
import type { Answer } from './replicas.ts';

/** One place in which two answers differ. */
export interface Difference {
  /** As in `status`, `headers.content-type` or `items[3].price.amount`; `body` for all of it. */
  at: string;
  /** Undefined where it is not there. */
  old: unknown;
  fresh: unknown;
}

type Given = Extract<Answer, { kind: 'answer' }>;

/** Wherever two answers to a read differ and should not. */
export function differencesBetween(old: Given, fresh: Given, { path }: Read): Difference[] {
  return [
    ...compare(old.status, fresh.status, 'status'),
    ...compare(old.headers, fresh.headers, 'headers'),
    ...compare(old.body, fresh.body, ''),
  ].filter(({ at }) => !isByNature(at, { path, old: old.body, fresh: fresh.body }));
}

function* compare(old: unknown, fresh: unknown, at: string): Generator<Difference> {
  if (old === fresh) return;
  if (Array.isArray(old) && Array.isArray(fresh)) {
    for (let index = 0; index < Math.max(old.length, fresh.length); index += 1)
      yield* compare(old[index], fresh[index], `${at}[${index}]`);
  } else if (isRecord(old) && isRecord(fresh)) {
    for (const key of new Set([...Object.keys(old), ...Object.keys(fresh)]))
      yield* compare(old[key], fresh[key], at === '' ? key : `${at}.${key}`);
  } else {
    yield { at: at === '' ? 'body' : at, old, fresh };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
