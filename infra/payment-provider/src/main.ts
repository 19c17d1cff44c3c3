import { readConfig } from './config.ts';
import { startProvider } from './provider.ts';

/** Calls that wait longer than this at a stop (a large latency) are cut off; nothing of theirs was charged yet. */
const STOP_DEADLINE_MS = 5_000;

try {
  const provider = await startProvider(readConfig());
  const stop = () => {
    setTimeout(() => process.exit(0), STOP_DEADLINE_MS).unref();
    provider.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  void provider.broken.then(fail);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
