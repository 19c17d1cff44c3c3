import { Injectable, Optional } from '@nestjs/common';
import { sql, type Transaction } from '../database/index.ts';
import type { Cause, Message, MessageType } from '../messages/index.ts';
import { currentTrace, nextTraceparent } from '../tracing/index.ts';
import { newId } from '../values/index.ts';
import { Deliveries } from './deliveries.ts';
import { RelayBell } from './relay-bell.ts';

/** A message to be: a fact or a wish, and what it comes of where that is not the work at hand. */
export interface NewMessage<Data = unknown> {
  type: MessageType<Data>;
  data: Data;
  cause?: Cause | undefined;
}

/** Types of the columns in which `Outbox.rows` writes messages, for statements that insert them along with other rows. */
export const OUTBOX_COLUMNS =
  '"eventId" uuid, "type" text, "occurredAt" timestamptz, "correlationId" text, "causationId" text, "traceparent" text, "data" jsonb';

/** An INSERT of the messages that `Outbox.rows` wrote into the parameter, as in `insertOutbox('$3')`. */
export const insertOutbox = (parameter: string): string =>
  `INSERT INTO outbox (event_id, type, occurred_at, correlation_id, causation_id, traceparent, data)
   SELECT "eventId", "type", "occurredAt", "correlationId", "causationId", "traceparent", "data"
   FROM jsonb_to_recordset(${parameter}::jsonb) AS m (${OUTBOX_COLUMNS})`;

const ADD = sql('add-to-outbox', insertOutbox('$1'));

/**
 * Messages that leave only if the transaction commits in which they were written
 * (https://microservices.io/patterns/data/transactional-outbox.html). A relay takes them to their queues.
 */
@Injectable()
export class Outbox {
  private readonly bell: RelayBell;
  private readonly deliveries: Deliveries | undefined;

  constructor(bell: RelayBell, @Optional() deliveries?: Deliveries) {
    this.bell = bell;
    this.deliveries = deliveries;
  }

  /**
   * Writes messages and wakes the relay when `tx` has committed.
   * @returns the messages as they will travel
   */
  async add(tx: Transaction, messages: readonly NewMessage[]): Promise<readonly Message[]> {
    if (messages.length === 0) return [];
    const written = messages.map(toMessage);
    await tx.query(ADD, [JSON.stringify(written)]);
    tx.afterCommit(() => this.bell.ring());
    return written;
  }

  /** Messages as one JSON parameter for `insertOutbox`; whoever runs such a statement by itself calls `wake` afterwards. */
  rows(messages: readonly NewMessage[]): string {
    return JSON.stringify(messages.map(toMessage));
  }

  /** Tells the relay that there is something to take. */
  wake(): void {
    this.bell.ring();
  }

  /**
   * Waits until every subscriber has taken messages that are committed, for callers who shall read what follows of their
   * own write. Never throws: whoever is away takes them later.
   * @returns whether all were taken in time
   */
  async untilDelivered(eventIds: readonly string[], withinMs: number): Promise<boolean> {
    return (await this.deliveries?.taken(eventIds, withinMs)) ?? false;
  }
}

/** The message as it travels, with what it comes of. */
export const toMessage = ({ type, data, cause }: NewMessage): Message => {
  const eventId = newId();
  const trace = currentTrace();
  return {
    eventId,
    type: type.name,
    occurredAt: new Date().toISOString(),
    correlationId: cause?.correlationId ?? trace?.correlationId ?? eventId,
    causationId: cause?.eventId ?? trace?.causationId ?? eventId,
    traceparent: nextTraceparent(cause?.traceparent ?? trace?.traceparent),
    data,
  };
};
