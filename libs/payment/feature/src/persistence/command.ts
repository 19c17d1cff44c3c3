import type { Message } from '@twinshop/platform/messages';

/** A message as what comes of it refers to it. Never its data: a card token stands there, sealed, and is to be forgotten. */
export type Command = Message<null>;

export const commandOf = (message: Message): Command => ({ ...message, data: null });
