import type { InvariantResult } from '../check-report.ts';
import type { Snapshot } from '../reading/snapshot.ts';
import type { Unfinished } from '../reading/unfinished.ts';
import { findingOf } from './finding-of.ts';

/** What is still to be done after the time that everything has for its end. */
export function judgeRest(
  { orders, messages }: Pick<Snapshot, 'orders' | 'messages'>,
  left: readonly Unfinished[],
): InvariantResult {
  return {
    number: 4,
    says: 'Nothing is left: no order or payment without an end, no stock reserved, no message on its way or dead',
    checked: {
      count: orders.length + (messages?.sent.length ?? 0),
      what: messages === undefined ? 'orders' : 'orders and messages',
    },
    findings: left.flatMap(({ kind, ids, says }) =>
      ids.map((id) => findingOf(4, kind)('stuck', id, says(id))),
    ),
  };
}
