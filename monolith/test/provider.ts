import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '@twinshop/testing';
import { freePort } from './free-port.ts';

const PROGRAM = path.join(__dirname, '../../infra/payment-provider/src/main.ts');

interface Movement {
  type: 'charge' | 'refund';
  amount: number;
  reference: string;
}

/** The card processor as it is outside the shop: its own process, with its own ledger. */
export interface Provider {
  url: string;
  /** Sets its faults; what is not named stays as it was. */
  behave(faults: Record<string, unknown>): Promise<void>;
  /** What the ledger has for an order. */
  movements(reference: string): Promise<Movement[]>;
  /** Charges as the shop would have, had it not died before it heard the answer. */
  charge(orderId: string, amount: number): Promise<void>;
  stop(): Promise<void>;
}

export const startProvider = async (): Promise<Provider> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'twinshop-provider-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['--conditions=@twinshop/source', PROGRAM], {
    env: { PORT: String(port), LEDGER_FILE: path.join(folder, 'ledger.ndjson'), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const call = async (method: string, where: string, body?: object, headers = {}): Promise<unknown> => {
    const answer = await fetch(`${url}${where}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${where} was answered ${answer.status}`);
    return answer.json();
  };
  await eventually(() => call('GET', '/health'), {
    within: 15_000,
    describe: 'the payment provider is healthy',
  });
  return {
    url,
    behave: async (faults) => void (await call('PUT', '/behaviour', faults)),
    async movements(reference) {
      const { items } = (await call('GET', '/v1/ledger')) as { items: Movement[] };
      return items.filter((movement) => movement.reference === reference);
    },
    async charge(orderId, amount) {
      const body = { amount, currency: 'GBP', source: 'tok_visa', reference: orderId };
      await call('POST', '/v1/charges', body, { 'idempotency-key': `charge-${orderId}` });
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
};
