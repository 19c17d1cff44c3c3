import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { messagesOf } from './messages-of.ts';

/** A message type as contracts declare it. */
interface MessageType {
  readonly name: string;
  readonly data: z.ZodType;
}

/** What is kept of a message as it was released. */
const Golden = z.strictObject({
  sample: z.unknown().describe('the data of a message, as it was sent'),
  consumer: z.custom<z.core.JSONSchema.BaseSchema>().describe('JSON schema: what its consumers take'),
});

/**
 * Holds a message type against what was released under its name, `<folder>/<name>.json`: processes are deployed one by
 * one, so messages of yesterday (in a queue, in an outbox) meet consumers of today, and messages of today meet
 * consumers of yesterday. What differs in another way than both can bear is a new version, beside the old one.
 *
 * @throws with every misfit; and, where nothing was released under this name, with what to write down
 */
export const expectCompatible = (type: MessageType, folder: string): void => {
  const golden = readGolden(type, folder);
  const misfits = [
    ...misfitsOf([golden.sample, ...messagesOf(golden.consumer)], type.data).map(
      (misfit) => `a message of yesterday does not fit today’s consumer: ${misfit}`,
    ),
    ...misfitsOf(messagesOf(viewOf(type)), z.fromJSONSchema(golden.consumer as never)).map(
      (misfit) => `a message of today does not fit yesterday’s consumer: ${misfit}`,
    ),
  ];
  if (misfits.length > 0) throw new Error(`${type.name} is broken:\n${misfits.join('\n')}`);
};

/** Names of the messages that were ever released in this folder: none of them may be gone while one can be on its way. */
export const releasedMessages = (folder: string): string[] =>
  readdirSync(folder).map((file) => path.basename(file, '.json'));

/** As its consumers see it: open, for they leave aside what they do not know. */
const viewOf = ({ data }: MessageType): z.core.JSONSchema.BaseSchema => z.toJSONSchema(data, { io: 'input' });

const readGolden = (type: MessageType, folder: string): z.infer<typeof Golden> => {
  const file = path.join(folder, `${type.name}.json`);
  if (existsSync(file)) return Golden.parse(JSON.parse(readFileSync(file, 'utf8')));
  const consumer = viewOf(type);
  const draft = JSON.stringify({ sample: messagesOf(consumer)[0], consumer }, null, 2);
  throw new Error(
    `Nothing was released as ${type.name} yet. If this is its release, keep it as ${file}:\n${draft}`,
  );
};

/** What a schema says against messages, each complaint once. */
const misfitsOf = (messages: readonly unknown[], schema: z.ZodType): string[] => [
  ...new Set(
    messages.flatMap((message) =>
      (schema.safeParse(message).error?.issues ?? []).map(
        ({ path: where, message: what }) => `${where.join('.') || '(all)'}: ${what}`,
      ),
    ),
  ),
];
