import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answers = (asked: Asked, response: ServerResponse) => void;

export const json = (response: ServerResponse, body: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** A process as whoever compares sees one: it notes what it is asked, and answers as it is told to. */
export class StandIn implements AsyncDisposable {
  readonly asked: Asked[] = [];
  answers: Answers;
  readonly #server: Server;

  private constructor(name: string, answers: Answers) {
    this.answers = answers;
    this.#server = createServer((request, response) => {
      response.setHeader('x-served-by', name);
      void text(request).then((body) => {
        const asked = { method: request.method!, path: request.url!, headers: request.headers, body };
        this.asked.push(asked);
        this.answers(asked, response);
      });
    });
  }

  static async open(name: string, answers: Answers = (_, response) => json(response, {})): Promise<StandIn> {
    const standIn = new StandIn(name, answers);
    await once(standIn.#server.listen(0, '127.0.0.1'), 'listening');
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }
}
