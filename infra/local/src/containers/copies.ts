import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { Pool } from 'undici';
import { z } from 'zod';

const Copy = z.object({ method: z.string(), path: z.string(), authorization: z.string().optional() });

/** Where the gateway can send copies of requests: it reaches no program outside of its networks. */
export const COPIES = 'lookout:8082';
const CONNECTIONS = 8;
const TAKEN_WITHIN_MS = 2_000;

/** Brings the copies of requests that a gateway in a container sends to the lookout to a program on this machine. */
export class Copies {
  readonly #stop = new AbortController();
  readonly #pool: Pool;

  /**
   * @param lookout the container's name
   * @param to `host:port` of who takes copies, as in a gateway's mirror
   */
  constructor(lookout: string, to: string) {
    this.#pool = new Pool(`http://${to}`, { connections: CONNECTIONS });
    const printing = execa('docker', ['exec', '--interactive', lookout, 'node', '/lookout.mjs', 'copies'], {
      buffer: false,
      reject: false,
      cancelSignal: this.#stop.signal,
    });
    createInterface({ input: printing.stdout }).on('line', (line) => void this.#pass(line));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#pool.destroy();
  }

  /** Who takes copies counts them; one that is lost is nobody's loss. */
  async #pass(line: string): Promise<void> {
    try {
      // Also one that broke off in the middle, as its program was stopped.
      const { method, path, authorization } = Copy.parse(JSON.parse(line));
      const { body } = await this.#pool.request({
        method,
        path,
        headers: authorization === undefined ? {} : { authorization },
        signal: AbortSignal.timeout(TAKEN_WITHIN_MS),
      });
      await body.dump();
    } catch {
      return;
    }
  }
}
