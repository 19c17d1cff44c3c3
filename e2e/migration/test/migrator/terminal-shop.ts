import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readRunningShop, shopHome, type RunningShop } from '@twinshop/local';
import { discardPostgresData } from '@twinshop/postgres';
import { freePort } from '@twinshop/processes';
import { eventually } from '@twinshop/testing';
import { execa } from 'execa';
import { FROM_SOURCE } from '../../src/from-source.ts';

const PROGRAM = path.join(import.meta.dirname, '../../../../infra/local/src/main.ts');
const UP_WITHIN_MS = 120_000;
const PRODUCTS = 200;

/** A shop as in somebody's terminal: `./shop up`, Ctrl-C, and `./shop up` again with the data that it had. */
export class TerminalShop {
  readonly home: string;
  readonly #port: number;
  #stop: () => Promise<void> = async () => undefined;

  private constructor(home: string, port: number) {
    this.home = home;
    this.#port = port;
  }

  static async on(topology: string): Promise<TerminalShop> {
    const home = mkdtempSync(path.join(tmpdir(), 'twinshop-terminal-'));
    // PostgreSQL may run as another user, who must get through.
    chmodSync(home, 0o711);
    const shop = new TerminalShop(home, await freePort());
    await shop.up(topology);
    return shop;
  }

  get running(): RunningShop {
    return readRunningShop(this.home)!;
  }

  /** @returns what it has said by the time that it is up */
  async up(topology: string): Promise<string> {
    const words = ['up', topology, '--home', this.home, '--port', String(this.#port)];
    const child = execa(
      process.execPath,
      [...FROM_SOURCE, PROGRAM, ...words, '--products', String(PRODUCTS)],
      {
        env: { NO_COLOR: '1', NODE_OPTIONS: '' },
        all: true,
        reject: false,
      },
    );
    const said: string[] = [];
    createInterface({ input: child.all }).on('line', (line) => said.push(line));
    this.#stop = async () => {
      child.kill('SIGINT');
      await child;
    };
    await Promise.race([
      eventually(() => said.includes('Ctrl-C stops it.'), {
        within: UP_WITHIN_MS,
        describe: `the shop is up as ${topology}`,
      }),
      child.then(({ all }) => {
        throw new Error(`The shop did not start as ${topology}:\n${all}`);
      }),
    ]);
    return said.join('\n');
  }

  down(): Promise<void> {
    return this.#stop();
  }

  async discard(): Promise<void> {
    await this.down();
    await discardPostgresData(shopHome(this.home).postgresData);
    rmSync(this.home, { recursive: true, force: true });
  }
}
