import type { z } from 'zod';

/** One kind of message: declared once, by the module that sends an event or receives a command. */
export interface MessageType<Data = unknown> {
  /** `<module>.<what>.v<version>`; an incompatible change is a new version beside the old one. */
  readonly name: string;
  readonly data: z.ZodType<Data>;
}

/** @param data plain JSON, and open: a consumer leaves fields that it does not know aside */
export const messageType = <Data>(
  name: `${string}.${string}.v${number}`,
  data: z.ZodType<Data>,
): MessageType<Data> => ({ name, data });

/** What travels from an outbox through a queue to an inbox. Plain JSON values, never entities, never secrets. */
export interface Message<Data = unknown> {
  /** UUIDv7; the same at every delivery */
  readonly eventId: string;
  /** The name of its `MessageType`. */
  readonly type: string;
  /** RFC 3339, UTC */
  readonly occurredAt: string;
  /** What all messages have in common that come of one request. */
  readonly correlationId: string;
  /** The message or request that this one comes of. */
  readonly causationId: string;
  /** W3C trace context. */
  readonly traceparent: string;
  readonly data: Data;
}

/** What a message comes of: another one, or a request. */
export type Cause = Pick<Message, 'eventId' | 'correlationId' | 'traceparent'>;

export type DataOf<Type> = Type extends MessageType<infer Data> ? Data : never;
export type MessageOf<Type> = Message<DataOf<Type>>;
