import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  process: string;
  replica: number;
  method: string;
  /** As it came. */
  url: string;
  headers: IncomingMessage['headers'];
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** A replica of a process as the gateway sees one: it notes what reaches it, and answers as it is told to. */
export class Upstream {
  readonly received: Received[] = [];
  answer: Answer = answerWithUrl;
  readonly process: string;
  readonly replica: number;
  #server: Server | undefined;
  #port = 0;

  constructor(process: string, replica: number) {
    this.process = process;
    this.replica = replica;
  }

  get address(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** On the port that it had before, where it had one. */
  async start(): Promise<void> {
    const { process, replica } = this;
    const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
      const { method = '', url = '', headers } = request;
      this.received.push({ process, replica, method, url, headers });
      response.setHeader('x-served-by', `${process}/${replica}`);
      response.setHeader('x-request-id', String(headers['x-request-id']));
      void this.answer(request, response);
    });
    server.listen(this.#port, '127.0.0.1');
    await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** At once, as a kill would. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}

const answerWithUrl: Answer = (request, response) => {
  request.resume();
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify({ url: request.url }));
};
