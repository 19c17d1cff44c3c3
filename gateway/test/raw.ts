import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Sends bytes as they are and reads until the other side closes, or `withinMs` have passed.
 * @returns all that came back
 */
export async function sendRaw(port: number, bytes: string | Buffer, withinMs = 5_000): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = new Promise((resolve) => socket.once('close', resolve).once('error', resolve));
  socket.write(bytes);
  await Promise.race([closed, delay(withinMs, undefined, { ref: false })]);
  socket.destroy();
  return Buffer.concat(chunks).toString('utf8');
}

/** One request whose target is anything at all, on a connection of its own. */
export const get = (target: string, ...headers: string[]): string =>
  [`GET ${target} HTTP/1.1`, 'Host: shop', ...headers, 'Connection: close', '', ''].join('\r\n');

/** The status of what came back; 0 where nothing did. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.\d (\d{3})/.exec(answer)?.[1] ?? 0);
