import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Capture {
  id: string;
  amount: number;
  reference: string;
  refunded: number;
}

/** What becomes of a call: carried out and answered, or one of the ways in which it goes wrong. */
export type Fate =
  'answered' | 'lost' | 'failed' | 'refused' | 'dropped' | 'held' | 'nonsense' | 'anothers' | 'miscounted';

/**
 * The card processor as its contract says (honours idempotency keys), over real HTTP, in the hands of the test:
 * `lost` charges and hangs up, `failed` answers 500, `refused` 404, `dropped` hangs up uncharged, `held` charges once `release()` is
 * called, `nonsense` answers 201 with something that is no capture, `anothers` and `miscounted` with one whose reference
 * or amount is not what was asked for.
 */
export class ProviderDouble {
  readonly captures: Capture[] = [];
  readonly keys: string[] = [];
  refunds = 0;
  /** Of the calls to come, one each; after the last of them, the last goes on. */
  fates: Fate[] = ['answered'];
  private readonly outcomes = new Map<string, { status: number; body: object }>();
  private readonly server: Server = createServer((request, reply) => void this.serve(request, reply));
  private held = Promise.withResolvers<void>();

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What the shop has of an order's money. */
  net(reference: string): number {
    return this.captures
      .filter((capture) => capture.reference === reference)
      .reduce((sum, { amount, refunded }) => sum + amount - refunded, 0);
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  release(): void {
    this.held.resolve();
    this.held = Promise.withResolvers();
  }

  /** As after 24 h: what is asked for under a known key is carried out anew. */
  forgetKeys(): void {
    this.outcomes.clear();
  }

  async close(): Promise<void> {
    this.release();
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private async serve(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const body = await text(request);
    const fate = this.fates.length > 1 ? this.fates.shift()! : this.fates[0]!;
    const key = String(request.headers['idempotency-key']);
    if (request.method === 'POST') this.keys.push(key);
    if (fate === 'dropped') return void request.socket.destroy();
    if (fate === 'failed') return send(reply, 500, { code: 'processor_error' });
    if (fate === 'refused') return send(reply, 404, { code: 'charge_not_found' });
    if (fate === 'nonsense') return send(reply, 201, { id: 7, status: 'perhaps' });
    if (fate === 'held') await this.held.promise;
    const outcome = this.carryOut(request, key, body);
    if (fate === 'lost') return void request.socket.destroy();
    send(reply, outcome.status, falsified(outcome.body, fate));
  }

  private carryOut(request: IncomingMessage, key: string, body: string): { status: number; body: object } {
    const url = new URL(request.url!, 'http://provider');
    if (request.method === 'GET')
      return { status: 200, body: { items: this.find(url.searchParams.get('reference')!) } };
    const known = this.outcomes.get(key);
    if (known !== undefined) return known;
    const asked = JSON.parse(body) as Record<string, string | number>;
    const outcome = url.pathname === '/v1/charges' ? this.charge(asked) : this.refund(asked);
    this.outcomes.set(key, outcome);
    return outcome;
  }

  private charge({ amount, source, reference }: Record<string, string | number>) {
    if (source !== 'tok_visa') return { status: 402, body: { status: 'declined' } };
    const capture = {
      id: `ch_${this.captures.length + 1}`,
      amount: Number(amount),
      reference: String(reference),
      refunded: 0,
    };
    this.captures.push(capture);
    return { status: 201, body: { ...capture, status: 'captured' } };
  }

  private refund({ charge, amount }: Record<string, string | number>) {
    const capture = this.captures.find(({ id }) => id === charge);
    if (capture === undefined || capture.refunded + Number(amount) > capture.amount)
      return { status: 409, body: { code: 'refund_exceeds_charge' } };
    capture.refunded += Number(amount);
    this.refunds += 1;
    return { status: 201, body: { id: `re_${this.refunds}`, status: 'refunded', charge, amount } };
  }

  private find(reference: string) {
    return this.captures
      .filter((capture) => capture.reference === reference)
      .map((capture) => ({ ...capture, status: 'captured' }));
  }
}

const falsified = (body: object, fate: Fate): object => {
  const wrong =
    fate === 'anothers'
      ? { reference: 'another', charge: 'another' }
      : fate === 'miscounted'
        ? { amount: 1 }
        : {};
  return 'items' in body
    ? { items: (body.items as object[]).map((item) => ({ ...item, ...wrong })) }
    : { ...body, ...wrong };
};

async function text(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const chunk of request) all += String(chunk);
  return all;
}

function send(reply: ServerResponse, status: number, body: unknown): void {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
