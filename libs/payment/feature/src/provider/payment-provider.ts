import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Charge } from '@twinshop/payment-contracts';
import { ResilientHttp, type Call, type CallResult, type Reply } from '@twinshop/platform/resilience';
import { CURRENCY } from '@twinshop/platform/values';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { KEY_TRUSTED_MS } from '../domain/payment-status.ts';

/** A charge as the provider is asked for it. */
export interface ChargeOfAge extends Charge {
  /** Milliseconds since it was first asked for. */
  ageMs: number;
}

/**
 * The provider's word on a charge; `too late` where it has none, and its key is too old to ask under; `unknown` where it
 * gave none that counts, and `not asked` where it could not be asked because too many calls to it were running.
 */
export type ProviderAnswer =
  { word: 'captured'; chargeId: string } | { word: 'declined' | 'too late' | 'unknown' | 'not asked' };

/** `refused` is the provider's last word on a refund as it was asked for, `unknown` none that counts. */
export type RefundAnswer = 'refunded' | 'refused' | 'unknown';

const ChargeId = z.string().min(1).max(200);
const Amount = z.int().min(0);
const Captured = z.object({
  id: ChargeId,
  status: z.literal('captured'),
  reference: z.string(),
  amount: Amount,
});
const Charges = z.object({
  items: z.array(
    z.object({
      id: ChargeId,
      status: z.string(),
      reference: z.string(),
      amount: Amount,
      refunded: Amount,
    }),
  ),
});
const Refunded = z.object({ status: z.literal('refunded'), charge: ChargeId, amount: Amount });

/** What the provider has of an order's money. */
export interface Capture {
  id: string;
  /** minor units */
  refunded: number;
}

/** The longest that a call is waited for. */
export const ATTEMPT_MS = 5_000;
/** Calls at once: as many as a sweep makes. While calls hang, none waits for the connection of another. */
const CAPACITY = 100;
/** Orders wait for the provider: it is tried again soon after it has failed. */
const RESET_MS = 1_000;

/** Of the answers below 500, those that ask for patience: request timeout, too early, too many requests. */
const TRANSIENT = new Set([408, 425, 429]);

const isSuccess = ({ status }: Reply): boolean => status === 200 || status === 201;

/**
 * The card processor of the outside world, over HTTP, behind a circuit breaker: while that is open, every answer is
 * `unknown` at once. Every call has a deadline; every reply is treated as input.
 */
@Injectable()
export class PaymentProvider implements OnApplicationShutdown {
  readonly http: ResilientHttp;

  constructor(url: string, registry?: Registry) {
    this.http = new ResilientHttp({
      name: 'payment-provider',
      baseUrl: url,
      timeoutMs: ATTEMPT_MS,
      capacity: CAPACITY,
      registry,
      breaker: { resetMs: RESET_MS },
    });
  }

  /**
   * Asks for the money with the order's one key, so that asking again charges nothing more. Where the key could be
   * forgotten, only what it has brought is asked for.
   * @param withinMs milliseconds to wait for the answer, of which at most 5,000 are used
   */
  async charge({ orderId, amount, source, ageMs }: ChargeOfAge, withinMs: number): Promise<ProviderAnswer> {
    if (ageMs > KEY_TRUSTED_MS) {
      const capture = await this.capturedFor(orderId, amount, withinMs);
      if (capture === undefined) return { word: 'unknown' };
      return capture === null ? { word: 'too late' } : { word: 'captured', chargeId: capture.id };
    }
    const asked = { amount, currency: CURRENCY, source, reference: orderId };
    const answer = await this.exchange<ProviderAnswer>(
      { ...post('/v1/charges', `charge-${orderId}`, asked), withinMs: Math.min(withinMs, ATTEMPT_MS) },
      (reply) => {
        if (reply.status === 402) return { word: 'declined' };
        const captured = isSuccess(reply) ? Captured.safeParse(reply.body).data : undefined;
        return captured?.reference === orderId && captured.amount === amount
          ? { word: 'captured', chargeId: captured.id }
          : undefined;
      },
    );
    if (answer.ok) return answer.value;
    return { word: answer.failure.reason === 'full' ? 'not asked' : 'unknown' };
  }

  /** Refunds with the order's one key, so that asking again refunds nothing more. */
  async refund(orderId: string, chargeId: string, amount: number): Promise<RefundAnswer> {
    const answer = await this.exchange<RefundAnswer | 'exceeds'>(
      post('/v1/refunds', `refund-${orderId}`, { charge: chargeId, amount }),
      (reply) => {
        if (reply.status === 409) return 'exceeds';
        if (reply.status >= 400 && !TRANSIENT.has(reply.status)) return 'refused';
        const refunded = isSuccess(reply) ? Refunded.safeParse(reply.body).data : undefined;
        return refunded?.charge === chargeId && refunded.amount === amount ? 'refunded' : undefined;
      },
    );
    if (!answer.ok) return 'unknown';
    if (answer.value !== 'exceeds') return answer.value;
    // More than is left of the charge: a refund of before, whose key the provider has forgotten, has taken it.
    const capture = await this.capturedFor(orderId, amount);
    if (capture === undefined) return 'unknown';
    return capture?.id === chargeId && capture.refunded === amount ? 'refunded' : 'refused';
  }

  /** What was captured for an order; null where nothing was, undefined where the provider gives no answer that counts. */
  async capturedFor(
    orderId: string,
    amount: number,
    withinMs = ATTEMPT_MS,
  ): Promise<Capture | null | undefined> {
    const answer = await this.exchange<{ capture: Capture | null }>(
      { method: 'GET', path: '/v1/charges', query: { reference: orderId }, withinMs },
      (reply) => {
        const charges = reply.status === 200 ? Charges.safeParse(reply.body).data : undefined;
        if (charges === undefined) return undefined;
        const capture = charges.items.find(({ status }) => status === 'captured');
        if (capture === undefined) return { capture: null };
        return capture.reference === orderId && capture.amount === amount ? { capture } : undefined;
      },
    );
    return answer.ok ? answer.value.capture : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.http.close();
  }

  /** Money is not for a caller to call off: who hangs up, or is in a hurry, has ordered all the same. */
  private exchange<Value>(call: Call, read: (reply: Reply) => Value | undefined): Promise<CallResult<Value>> {
    return this.http.exchange({ ...call, outlivesCaller: true }, read);
  }
}

const post = (path: string, key: string, body: object): Call => ({
  method: 'POST',
  path,
  headers: { 'idempotency-key': key },
  body,
});
