import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

interface Asked {
  amount: number;
  source: string;
  reference: string;
  charge: string;
}

/** A card processor that charges `tok_visa`, declines the others, honours idempotency keys, and knows of nothing when it is asked. */
export class Provider {
  readonly charged: string[] = [];
  readonly refunded: string[] = [];
  private readonly answers = new Map<string, { status: number; body: object }>();
  private readonly server = createServer(async (request, reply) => {
    if (request.method === 'GET') return void reply.end(JSON.stringify({ items: [] }));
    const key = String(request.headers['idempotency-key']);
    const asked = (await json(request)) as Asked;
    const answer = this.answers.get(key) ?? this.answer(request.url === '/v1/charges', asked);
    this.answers.set(key, answer);
    reply.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(isCharge: boolean, asked: Asked): { status: number; body: object } {
    if (!isCharge) {
      this.refunded.push(asked.charge);
      return { status: 201, body: { ...asked, id: 're', status: 'refunded' } };
    }
    if (asked.source !== 'tok_visa') return { status: 402, body: { status: 'declined' } };
    this.charged.push(asked.reference);
    return { status: 201, body: { ...asked, id: `ch_${asked.reference}`, status: 'captured' } };
  }
}
