import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Charge } from '@twinshop/payment-contracts';
import { CURRENCY } from '@twinshop/platform/values';
import { Pool } from 'undici';
import { z } from 'zod';

/** The provider's word on a charge; `unknown` where it gave none that counts. */
export type ProviderAnswer =
  { word: 'captured'; chargeId: string } | { word: 'declined' } | { word: 'unknown' };

const Captured = z.object({ id: z.string().min(1).max(200), status: z.literal('captured') });
const Charges = z.object({
  items: z.array(z.object({ id: z.string().min(1).max(200), status: z.string() })),
});

const ATTEMPT_MS = 5_000;
const CONNECTIONS = 32;

/** The card processor of the outside world, over HTTP. Every call has a deadline; every reply is treated as input. */
@Injectable()
export class PaymentProvider implements OnApplicationShutdown {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1, connectTimeout: 1_000 });
  }

  /** Asks for the money with the order's one key, so that asking again charges nothing more. */
  async charge({ orderId, amount, source }: Charge): Promise<ProviderAnswer> {
    const reply = await this.post('/v1/charges', `charge-${orderId}`, {
      amount,
      currency: CURRENCY,
      source,
      reference: orderId,
    });
    if (reply?.status === 402) return { word: 'declined' };
    const captured =
      reply?.status === 201 || reply?.status === 200 ? Captured.safeParse(reply.body) : undefined;
    return captured?.success === true
      ? { word: 'captured', chargeId: captured.data.id }
      : { word: 'unknown' };
  }

  /** Whether the refund stands. */
  async refund(orderId: string, chargeId: string, amount: number): Promise<boolean> {
    const reply = await this.post('/v1/refunds', `refund-${orderId}`, { charge: chargeId, amount });
    return reply?.status === 201 || reply?.status === 200;
  }

  /** The id of what was captured for an order, null where nothing was, undefined where the provider gives no answer. */
  async capturedFor(orderId: string): Promise<string | null | undefined> {
    const reply = await this.call({ method: 'GET', path: `/v1/charges?reference=${orderId}` });
    const charges = reply?.status === 200 ? Charges.safeParse(reply.body) : undefined;
    if (charges?.success !== true) return undefined;
    return charges.data.items.find(({ status }) => status === 'captured')?.id ?? null;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }

  private post(path: string, key: string, body: object) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': key };
    return this.call({ method: 'POST', path, headers, body: JSON.stringify(body) });
  }

  private async call(
    request: Pick<Parameters<Pool['request']>[0], 'path' | 'method' | 'headers' | 'body'>,
  ): Promise<{ status: number; body: unknown } | undefined> {
    try {
      const reply = await this.pool.request({ ...request, signal: AbortSignal.timeout(ATTEMPT_MS) });
      return { status: reply.statusCode, body: await reply.body.json() };
    } catch {
      return undefined;
    }
  }
}
