import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

type Manner = (request: IncomingMessage, response: ServerResponse) => void;

/** The recommendation service as another process would be: over HTTP, and in whatever state a test puts it. */
export class RecommendationDouble {
  /** Requests that reached it. */
  readonly requests: IncomingMessage[] = [];
  private manner: Manner = () => undefined;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor() {
    this.server = createServer((request, response) => {
      this.requests.push(request);
      this.manner(request, response);
    });
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(): Promise<RecommendationDouble> {
    const double = new RecommendationDouble();
    double.server.listen(0, '127.0.0.1');
    await once(double.server, 'listening');
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answers(productIds: readonly string[]): void {
    this.manner = (_request, response) => send(response, 200, { productIds });
  }

  fails(): void {
    this.manner = (_request, response) => send(response, 500, { code: 'internal_error' });
  }

  /** Takes requests and never says a word. */
  hangs(): void {
    this.manner = () => undefined;
  }

  /** Fails every other time. */
  flaps(productIds: readonly string[]): void {
    let n = 0;
    this.manner = (_request, response) =>
      (n += 1) % 2 === 0 ? send(response, 200, { productIds }) : send(response, 503, {});
  }

  /** Answers what is no answer. */
  babbles(): void {
    this.manner = (_request, response) => send(response, 200, { productIds: 'all of them' });
  }

  /** Ends with its connections: its port refuses. */
  async die(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async riseAgain(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
  }
}

const send = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
