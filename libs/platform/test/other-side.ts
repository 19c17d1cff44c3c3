import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export const answering =
  (status: number, body: unknown = { ok: true }, afterMs = 0): Behaviour =>
  (_request, response) => {
    const send = () =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (afterMs === 0) send();
    else setTimeout(send, afterMs);
  };

/** Takes the request and never says a word. */
export const silent: Behaviour = () => undefined;

export const resetting: Behaviour = (request) => void request.socket.resetAndDestroy();

/** Another process, whose manners a test sets, and which knows how much was asked of it at once. */
export class OtherSide {
  behave: Behaviour = answering(200);
  readonly requests: IncomingMessage[] = [];
  /** Requests whose connections are open and that have no answer. */
  running = 0;
  mostRunning = 0;
  /** Running requests that were left by whoever asked. */
  left = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor() {
    this.server = createServer((request, response) => this.take(request, response));
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  static async start(): Promise<OtherSide> {
    const side = new OtherSide();
    side.server.listen(0, '127.0.0.1');
    await once(side.server, 'listening');
    return side;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get connections(): number {
    return this.sockets.size;
  }

  /** Dies, or is paused in the middle of a test: connections are refused until `restart`. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  async restart(port: number): Promise<void> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    this.requests.push(request);
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    response.once('close', () => {
      this.running -= 1;
      if (!response.writableFinished) this.left += 1;
    });
    this.behave(request, response);
  }
}
