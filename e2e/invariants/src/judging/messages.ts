import type { Finding, InvariantResult } from '../check-report.ts';
import type { Messages, Sent, Taken } from '../reading/messages.ts';
import { findingOf } from './finding-of.ts';

const found = findingOf(5, 'message');

/** What was sent against what was taken, where it is heard of. Those that wait are not lost: they are another matter. */
export function judgeMessages(messages: Messages | undefined): InvariantResult {
  return {
    number: 5,
    says: 'Each message takes effect once with each of its subscribers',
    checked: messages === undefined ? undefined : { count: messages.sent.length, what: 'messages' },
    findings: messages === undefined ? [] : wrongMessages(messages),
  };
}

function wrongMessages({ sent, taken, heard }: Messages): Finding[] {
  const byId = new Map(sent.map((message) => [message.id, message]));
  const byReceiver = Map.groupBy(taken, ({ receiver }) => receiver);
  return [
    ...Object.entries(heard).flatMap(([receiver, types]) =>
      wronglyTaken({ receiver, types, sent: byId, taken: byReceiver.get(receiver) ?? [] }),
    ),
    ...answeredTwice(sent, byId, new Set(Object.keys(heard))),
  ];
}

interface Received {
  receiver: string;
  /** What it hears of. */
  types: readonly string[];
  sent: ReadonlyMap<string, Sent>;
  taken: readonly Taken[];
}

function wronglyTaken({ receiver, types, sent, taken }: Received): Finding[] {
  const hears = new Set(types);
  const notes = Map.groupBy(taken, ({ id }) => id);
  const lost = [...sent.values()]
    .filter(({ id, type, published }) => published && hears.has(type) && !notes.has(id))
    .map((message) => found('lost', message.id, `${nameOf(message)} is lost to ${receiver}`));
  const wrong = [...notes].flatMap(([id, [note, ...more]]) => {
    const message = sent.get(id);
    if (more.length > 0)
      return [found('duplicated', id, `The message ${id} was taken ${1 + more.length} times by ${receiver}`)];
    if (message !== undefined && !hears.has(message.type))
      return [
        found('unexpected', id, `${nameOf(message)} was taken by ${receiver}, who does not hear of it`),
      ];
    return message === undefined && note!.recent
      ? [found('unexpected', id, `The message ${id} was taken by ${receiver}, and nobody sent it`)]
      : [];
  });
  return [...lost, ...wrong];
}

/** An inbox has one note however often a message takes effect; an effect that tells of itself would do so each time. */
function answeredTwice(
  sent: readonly Sent[],
  byId: ReadonlyMap<string, Sent>,
  hasInbox: ReadonlySet<string>,
): Finding[] {
  const answers = sent.filter(({ cause, sender }) => hasInbox.has(sender) && byId.has(cause));
  return [...Map.groupBy(answers, ({ cause, type, sender }) => `${cause} ${type} ${sender}`).values()]
    .filter((same) => same.length > 1)
    .map((same) => {
      const { cause, type } = same[0]!;
      const says = `${nameOf(byId.get(cause)!)} took effect ${same.length} times: ${type}`;
      return found('duplicated', cause, says);
    });
}

const nameOf = ({ id, type }: Sent): string => `The message ${id} (${type})`;
