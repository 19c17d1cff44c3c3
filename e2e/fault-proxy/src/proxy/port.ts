import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/** A port on 127.0.0.1 that can be shut and opened again. */
export class Port {
  readonly number: number;
  readonly #onConnection: (socket: Socket) => void;
  #server: Server | undefined;
  /** One turn after the other: a server that is about to listen can't be closed. */
  #turn: Promise<void> = Promise.resolve();

  constructor(number: number, onConnection: (socket: Socket) => void) {
    this.number = number;
    this.#onConnection = onConnection;
  }

  /** Rejects where somebody else has the port. */
  open(): Promise<void> {
    return this.#next(async () => {
      if (this.#server) return;
      const server = createServer({ allowHalfOpen: true, noDelay: true }, this.#onConnection);
      server.listen({ port: this.number, host: '127.0.0.1', exclusive: true });
      await once(server, 'listening');
      this.#server = server;
    });
  }

  /** Connections that are open are not touched. */
  shut(): Promise<void> {
    return this.#next(async () => {
      // It stops listening here and now; it is closed when its last connection is.
      this.#server?.close();
      this.#server = undefined;
    });
  }

  #next(step: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(step);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
