import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { request } from 'undici';

export interface BareServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

const START_WITHIN_MS = 10_000;
const PORT = 18_199;

/** Starts the bare limit as a process of its own, beside a shop whose database and provider it uses. */
export const startBare = async (options: {
  databaseUrl: string;
  providerUrl: string;
  customerId: string;
  pool: number;
}): Promise<BareServer> => {
  const server = execa(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('main.ts', import.meta.url))],
    {
      env: {
        PORT: String(PORT),
        DATABASE_URL: options.databaseUrl,
        PAYMENT_PROVIDER_URL: options.providerUrl,
        CUSTOMER_ID: options.customerId,
        POOL: String(options.pool),
      },
      stdio: ['ignore', 'ignore', 'inherit'],
      reject: false,
    },
  );
  let ended = false;
  void server.then(() => (ended = true));
  const url = `http://127.0.0.1:${PORT}`;
  const until = Date.now() + START_WITHIN_MS;
  while (!(await answers(url))) {
    if (ended) throw new Error('The bare server ended at its start');
    if (Date.now() > until) throw new Error(`The bare server did not answer within ${START_WITHIN_MS} ms`);
  }
  return {
    url,
    pid: server.pid!,
    async stop() {
      server.kill();
      await server;
    },
  };
};

const answers = async (url: string): Promise<boolean> => {
  try {
    const { statusCode, body } = await request(`${url}/api/products`, { signal: AbortSignal.timeout(1_000) });
    await body.dump();
    return statusCode === 200;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return false;
  }
};
