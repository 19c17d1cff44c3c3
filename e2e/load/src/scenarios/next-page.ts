import type { Reply } from '../shop-door.ts';

const LONGEST_END = 500;

/**
 * Where the page after this one begins, undefined where there is none. It stands behind the products: to read all of them
 * as JSON would take longer than to ask for them.
 */
export const nextPage = (reply: Reply): string | undefined =>
  reply.kind === 'answer' ? /"next":"([^"]+)"/.exec(reply.text.slice(-LONGEST_END))?.[1] : undefined;
