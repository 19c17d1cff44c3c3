import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LoadPlan, Market } from '../src/index.ts';

export interface Asked {
  method: string;
  path: string;
  body: string;
}

/** Gives an answer to what was asked, at once or later. */
export type Answers = (asked: Asked, response: ServerResponse) => void;

export const answer = (response: ServerResponse, status: number, body: object = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** A server that answers everything with 200, unless told otherwise, and remembers what it was asked. */
export class ShopStub {
  readonly asked: Asked[] = [];
  readonly #server: Server;

  private constructor(answers: Answers) {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const asked = { method: request.method!, path: request.url!, body };
        this.asked.push(asked);
        answers(asked, response);
      });
    });
  }

  static async open(answers: Answers = (_, response) => answer(response, 200)): Promise<ShopStub> {
    const stub = new ShopStub(answers);
    await once(stub.#server.listen(0, '127.0.0.1'), 'listening');
    return stub;
  }

  plan(said: Partial<LoadPlan>): LoadPlan {
    return {
      url: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`,
      scenario: 'browse',
      loop: { kind: 'closed', customers: 1 },
      warmUpSeconds: 0,
      seconds: 1,
      seed: 1,
      market,
      ...said,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

const market: Market = {
  customers: Array.from({ length: 20 }, (_, nth) => ({
    id: `customer-${nth}`,
    email: `${nth}@example.test`,
    password: 'only for a test',
    token: `token-${nth}`,
  })),
  productIds: Array.from({ length: 100 }, (_, nth) => `product-${nth}`),
  scarceProductId: 'scarce',
  categories: ['bath', 'toys'],
  searches: ['lamp', 'chair'],
  tokensEndAtMs: Number.MAX_SAFE_INTEGER,
};
