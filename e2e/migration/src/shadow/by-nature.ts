/** What two processes may answer differently though they know the same. */
interface ByNature {
  at: RegExp;
  /** All reads, where there is none. */
  of?: RegExp;
  because: string;
  /** Whether it holds for two bodies; always, where there is none. */
  where?: (old: unknown, fresh: unknown) => boolean;
}

const sourceOf = (body: unknown): unknown => (body as { source?: unknown } | null)?.source;

/** All that is not compared. The cursors of pages are: they are made of what is on the page. */
export const byNature: readonly ByNature[] = [
  { at: /^headers\.x-served-by$/, because: 'it names the process' },
  { at: /^headers\.x-request-id$/, because: 'each request has its own' },
  { at: /^headers\.date$/, because: 'it is the time of the answer' },
  { at: /^headers\.(?:connection|keep-alive|transfer-encoding)$/, because: 'it is about the connection' },
  { at: /^headers\.content-length$/, because: 'it is the length of the body, which is compared' },
  {
    at: /^(?:source$|items\b)/,
    of: /^\/api\/products\/[^/]+\/related(?:\?|$)/,
    where: (old, fresh) => sourceOf(old) !== sourceOf(fresh),
    because:
      'a product page waits for recommendations for 200 ms, and shows a default list where they are late',
  },
  {
    at: /^(?:source$|items\b)/,
    of: /^\/api\/recommendations(?:\?|$)/,
    because: 'best sellers are counted every ten seconds, by each process for itself',
  },
];

export const isByNature = (
  at: string,
  { path, old, fresh }: { path: string; old: unknown; fresh: unknown },
): boolean =>
  byNature.some(
    (rule) =>
      rule.at.test(at) &&
      (rule.of?.test(path) ?? true) &&
      (rule.where === undefined || rule.where(old, fresh)),
  );
