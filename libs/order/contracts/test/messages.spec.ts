import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { MessageType } from '@twinshop/platform/messages';
import { expectCompatible, releasedMessages } from '@twinshop/testing';
import { z } from 'zod';
import { OrderCancelled, OrderConfirmed } from '../src/index.ts';

const released = path.join(import.meta.dirname, 'golden');
const messages: MessageType[] = [OrderConfirmed, OrderCancelled];

describe('the messages of orders', () => {
  it.each(messages.map((type) => [type.name, type] as const))(
    '%s is understood by who was deployed yesterday, and so is yesterday’s today',
    (_, type) => expectCompatible(type, released),
  );

  it('are all that were ever released', () => {
    expect(releasedMessages(released).sort()).toEqual(messages.map(({ name }) => name).sort());
  });

  it('can’t call the buyer by another name without being caught', () => {
    const data = (OrderConfirmed.data as unknown as z.ZodObject)
      .omit({ customerId: true })
      .extend({ buyerId: z.guid() });
    expect(() => expectCompatible({ name: OrderConfirmed.name, data }, released)).toThrow(
      'a message of today does not fit yesterday’s consumer: customerId',
    );
  });
});
