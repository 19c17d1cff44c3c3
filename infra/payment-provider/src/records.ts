import { z } from 'zod';

const amount = z.int().min(1);
const key = z.string();
const createdAt = z.iso.datetime();
const sequence = z.int().min(1);

export const chargeRequest = z.strictObject({
  amount,
  currency: z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 code such as GBP'),
  source: z.string().min(1).max(200),
  reference: z.string().min(1).max(200),
});

export const refundRequest = z.strictObject({ charge: z.string().min(1).max(100), amount });

/** One line of the journal. `sequence` is the line's number, so a missing line is noticed. */
export const journalRecord = z.discriminatedUnion('type', [
  chargeRequest.extend({ type: z.literal('charge'), sequence, id: z.string(), key, createdAt }),
  chargeRequest.extend({ type: z.literal('decline'), sequence, declineCode: z.string(), key, createdAt }),
  refundRequest.extend({ type: z.literal('refund'), sequence, id: z.string(), key, createdAt }),
]);

export type ChargeRequest = z.infer<typeof chargeRequest>;
export type RefundRequest = z.infer<typeof refundRequest>;
export type JournalRecord = z.infer<typeof journalRecord>;
export type ChargeRecord = Extract<JournalRecord, { type: 'charge' }>;
export type DeclineRecord = Extract<JournalRecord, { type: 'decline' }>;
export type RefundRecord = Extract<JournalRecord, { type: 'refund' }>;
