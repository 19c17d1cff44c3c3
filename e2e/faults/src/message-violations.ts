import { microservices } from '@twinshop/topologies';
import { RECEIVERS, type Sent, type Taken } from './messages.ts';
import type { Snapshot } from './snapshot.ts';

type Messages = Pick<Snapshot, 'sent' | 'taken' | 'waiting'>;

/**
 * Messages that a shop at rest has not sent, or not taken exactly once where they are heard of. In words; empty when all
 * is well.
 */
export function messageViolations({ sent, taken, waiting }: Messages): string[] {
  const byId = new Map(sent.map((message) => [message.id, message]));
  return [
    ...sent
      .filter(({ published }) => !published)
      .map((message) => `${nameOf(message)} has not left the outbox of ${message.sender}`),
    ...waiting.map(({ queue, state, count }) => `${count} jobs of the queue ${queue} are ${state}`),
    ...RECEIVERS.flatMap((receiver) =>
      wronglyTaken(
        receiver,
        byId,
        taken.filter((note) => note.receiver === receiver),
      ),
    ),
    ...answeredTwice(sent, byId),
  ];
}

function wronglyTaken(
  receiver: (typeof RECEIVERS)[number],
  sent: ReadonlyMap<string, Sent>,
  taken: readonly Taken[],
): string[] {
  const heard = new Set(microservices.queues[receiver]);
  const notes = Map.groupBy(taken, ({ id }) => id);
  const due = [...sent.values()].filter(({ type }) => heard.has(type));
  const lost = due
    .filter(({ id }) => !notes.has(id))
    .map((message) => `${nameOf(message)} is lost to ${receiver}`);
  const wrong = [...notes].flatMap(([id, [note, ...more]]) => {
    const message = sent.get(id);
    if (more.length > 0) return [`The message ${id} was taken ${1 + more.length} times by ${receiver}`];
    if (message !== undefined && !heard.has(message.type))
      return [`${nameOf(message)} was taken by ${receiver}, who does not hear of it`];
    return message === undefined && note!.recent
      ? [`The message ${id} was taken by ${receiver}, and nobody sent it`]
      : [];
  });
  return [...lost, ...wrong];
}

/** An inbox has one note however often a message takes effect; an effect that tells of itself would do so each time. */
function answeredTwice(sent: readonly Sent[], byId: ReadonlyMap<string, Sent>): string[] {
  const hasInbox = new Set<string>(RECEIVERS);
  const answers = sent.filter(({ cause, sender }) => hasInbox.has(sender) && byId.has(cause));
  return [...Map.groupBy(answers, ({ cause, type, sender }) => `${cause} ${type} ${sender}`).values()]
    .filter((same) => same.length > 1)
    .map((same) => `${nameOf(byId.get(same[0]!.cause)!)} took effect ${same.length} times: ${same[0]!.type}`);
}

const nameOf = ({ id, type }: Sent): string => `The message ${id} (${type})`;
