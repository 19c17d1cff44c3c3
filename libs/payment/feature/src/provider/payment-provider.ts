import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Charge } from '@twinshop/payment-contracts';
import { CURRENCY } from '@twinshop/platform/values';
import { Pool } from 'undici';
import { z } from 'zod';

/** The provider's word on a charge; `unknown` where it gave none that counts. */
export type ProviderAnswer =
  { word: 'captured'; chargeId: string } | { word: 'declined' } | { word: 'unknown' };

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
/** As many as a sweep asks for at once: while calls hang, none waits for the connection of another. */
const CONNECTIONS = 100;

/** The card processor of the outside world, over HTTP. Every call has a deadline; every reply is treated as input. */
@Injectable()
export class PaymentProvider implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1, connectTimeout: 1_000 });
  }

  /**
   * Asks for the money with the order's one key, so that asking again charges nothing more.
   * @param withinMs milliseconds to wait for the answer, of which at most 5,000 are used
   */
  async charge({ orderId, amount, source }: Charge, withinMs: number): Promise<ProviderAnswer> {
    const asked = { amount, currency: CURRENCY, source, reference: orderId };
    const reply = await this.post('/v1/charges', `charge-${orderId}`, asked, withinMs);
    if (reply?.status === 402) return { word: 'declined' };
    const captured =
      reply?.status === 201 || reply?.status === 200 ? Captured.safeParse(reply.body) : undefined;
    return captured?.success === true &&
      captured.data.reference === orderId &&
      captured.data.amount === amount
      ? { word: 'captured', chargeId: captured.data.id }
      : { word: 'unknown' };
  }

  /** Whether the refund stands. */
  async refund(orderId: string, chargeId: string, amount: number): Promise<boolean> {
    const reply = await this.post('/v1/refunds', `refund-${orderId}`, { charge: chargeId, amount });
    if (reply?.status === 409) {
      // More than is left of the charge: a refund of before, whose key the provider has forgotten, has taken it.
      const capture = await this.capturedFor(orderId, amount);
      return capture?.id === chargeId && capture.refunded === amount;
    }
    const refunded =
      reply?.status === 201 || reply?.status === 200 ? Refunded.safeParse(reply.body) : undefined;
    return refunded?.success === true && refunded.data.charge === chargeId && refunded.data.amount === amount;
  }

  /** What was captured for an order; null where nothing was, undefined where the provider gives no answer that counts. */
  async capturedFor(orderId: string, amount: number): Promise<Capture | null | undefined> {
    const reply = await this.call({ method: 'GET', path: `/v1/charges?reference=${orderId}` });
    const charges = reply?.status === 200 ? Charges.safeParse(reply.body) : undefined;
    if (charges?.success !== true) return undefined;
    const capture = charges.data.items.find(({ status }) => status === 'captured');
    if (capture === undefined) return null;
    return capture.reference === orderId && capture.amount === amount ? capture : undefined;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  private post(path: string, key: string, body: object, withinMs?: number) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.call({ method: 'POST', path, headers, body: JSON.stringify(body) }, withinMs);
  }

  private async call(
    request: Pick<Parameters<Pool['request']>[0], 'path' | 'method' | 'headers' | 'body'>,
    withinMs = ATTEMPT_MS,
  ): Promise<{ status: number; body: unknown } | undefined> {
    try {
      const reply = await this.pool.request({
        ...request,
        signal: AbortSignal.timeout(Math.min(withinMs, ATTEMPT_MS)),
      });
      return { status: reply.statusCode, body: await reply.body.json() };
    } catch {
      return undefined;
    }
  }
}
