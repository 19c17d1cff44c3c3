import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { MessageType } from '@twinshop/platform/messages';
import { expectCompatible, releasedMessages } from '@twinshop/testing';
import { z } from 'zod';
import {
  OfferChanged,
  ReleaseStock,
  ReserveStock,
  StockRefused,
  StockReleased,
  StockReserved,
} from '../src/index.ts';

const released = path.join(import.meta.dirname, 'golden');
const messages: MessageType[] = [
  ReserveStock,
  ReleaseStock,
  StockReserved,
  StockRefused,
  StockReleased,
  OfferChanged,
];

describe('the messages of the catalogue', () => {
  it.each(messages.map((type) => [type.name, type] as const))(
    '%s is understood by who was deployed yesterday, and so is yesterday’s today',
    (_, type) => expectCompatible(type, released),
  );

  it('are all that were ever released', () => {
    expect(releasedMessages(released).sort()).toEqual(messages.map(({ name }) => name).sort());
  });

  it('can’t refuse stock for a reason that nobody knows yet without being caught', () => {
    const data = z.object({
      orderId: z.guid(),
      reason: z.enum(['out_of_stock', 'product_unavailable', 'product_withdrawn']),
    });
    expect(() => expectCompatible({ name: StockRefused.name, data }, released)).toThrow(
      'a message of today does not fit yesterday’s consumer: reason',
    );
  });

  it('can’t ask of an offer what those of yesterday do not say', () => {
    const data = (OfferChanged.data as unknown as z.ZodObject).extend({ currency: z.string() });
    expect(() => expectCompatible({ name: OfferChanged.name, data }, released)).toThrow(
      'a message of yesterday does not fit today’s consumer: currency',
    );
  });
});
