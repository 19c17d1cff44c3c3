/**
 * What is asked of two processes. It has no method and no body, so that whatever is copied, asking can change nothing: nothing
 * is written, and nobody is charged.
 */
export interface Read {
  /** With its query, as it was sent. */
  path: string;
  /** Whether only the headers are asked for (HEAD). */
  headersOnly: boolean;
  /** The `Authorization` header: passed on, never kept. */
  authorization: string | undefined;
}

/** What customers may ask for. What is internal is not, and a stream of events does not end. */
const PUBLIC = /^\/(?:api|images)\/(?!orders\/[^/?]+\/events(?:\?|$))/;

/** @returns undefined where it is no read of the public contract */
export function readOf(method: string, path: string, authorization: string | undefined): Read | undefined {
  if ((method !== 'GET' && method !== 'HEAD') || !PUBLIC.test(path)) return undefined;
  return { path, headersOnly: method === 'HEAD', authorization };
}

/** For people: without the token. */
export const nameOf = ({ path, headersOnly }: Read): string => `${headersOnly ? 'HEAD' : 'GET'} ${path}`;
