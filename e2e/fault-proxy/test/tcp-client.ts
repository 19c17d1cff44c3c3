import { connect, type Socket } from 'node:net';
import { eventually } from '@twinshop/testing';

/** One TCP connection, and what became of it. */
export class TcpClient {
  readonly socket: Socket;
  received = '';
  ended = false;
  closed = false;
  /** The error that it was closed by: `ECONNRESET`, `ECONNREFUSED`. */
  error: string | undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text: string) => (this.received += text));
    this.socket.on('end', () => (this.ended = true));
    this.socket.on('close', () => (this.closed = true));
    this.socket.on('error', (error: NodeJS.ErrnoException) => (this.error = error.code));
  }

  send(text: string): this {
    this.socket.write(text, 'latin1');
    return this;
  }

  receives(text: string): Promise<unknown> {
    return eventually(() => this.received === text, { describe: `a client receives "${text.slice(0, 40)}"` });
  }

  fails(code: string): Promise<unknown> {
    return eventually(() => this.error === code, { describe: `a client's connection ends by ${code}` });
  }
}
