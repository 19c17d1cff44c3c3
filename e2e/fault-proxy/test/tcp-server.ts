import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A target that remembers what it was told, and answers as it was told to. */
export class TcpServer {
  readonly #server: Server;
  readonly sockets: Socket[] = [];
  readonly resets: Socket[] = [];
  received = '';

  constructor(onConnection: (socket: Socket) => void) {
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
      this.sockets.push(socket);
      socket.on('data', (bytes) => (this.received += bytes.toString('latin1')));
      socket.on('error', () => this.resets.push(socket));
      onConnection(socket);
    });
  }

  async listen(): Promise<{ host: string; port: number }> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return { host: '127.0.0.1', port: (this.#server.address() as AddressInfo).port };
  }

  close(): void {
    this.#server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}
