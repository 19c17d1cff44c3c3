import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { MessageType } from '@twinshop/platform/messages';
import { expectCompatible, releasedMessages } from '@twinshop/testing';
import { z } from 'zod';
import {
  AbandonPayment,
  ChargePayment,
  PaymentAbandoned,
  PaymentCaptured,
  PaymentDeclined,
  RefundPayment,
} from '../src/index.ts';

const released = path.join(import.meta.dirname, 'golden');
const messages: MessageType[] = [
  ChargePayment,
  AbandonPayment,
  RefundPayment,
  PaymentCaptured,
  PaymentDeclined,
  PaymentAbandoned,
];

describe('the messages of payments', () => {
  it.each(messages.map((type) => [type.name, type] as const))(
    '%s is understood by who was deployed yesterday, and so is yesterday’s today',
    (_, type) => expectCompatible(type, released),
  );

  it('are all that were ever released', () => {
    expect(releasedMessages(released).sort()).toEqual(messages.map(({ name }) => name).sort());
  });

  it('can’t have their amounts in pounds without being caught', () => {
    const data = (ChargePayment.data as unknown as z.ZodObject).extend({ amount: z.number().min(0.01) });
    expect(() => expectCompatible({ name: ChargePayment.name, data }, released)).toThrow(
      'a message of today does not fit yesterday’s consumer: amount',
    );
  });
});
