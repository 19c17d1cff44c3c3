import type { Log } from '../logging/index.ts';
import type { OperationsServer } from '../operations/index.ts';

/** Where an application listens. */
export interface Address {
  host: string;
  port: number;
  reusePort: boolean;
}

export interface Served {
  app: { listen(address: Address): Promise<unknown>; close(): Promise<void> };
  operations: OperationsServer;
  host: string;
  port: number;
  opsPort: number;
  /** Whether another process may listen on `port` at the same time, to take it over; by default none may. */
  reusePort?: boolean;
  log: Log;
}

const STOP_WITHIN_MS = 20_000;
/** Elsewhere Node refuses to try. */
const CAN_REUSE_PORTS = process.platform === 'linux';

/**
 * Listens on both ports until SIGTERM or SIGINT; then takes no more work, lets what runs end, and leaves. What has not
 * ended after twenty seconds is cut off.
 */
export const serve = async ({
  app,
  operations,
  host,
  port,
  opsPort,
  reusePort = false,
  log,
}: Served): Promise<void> => {
  const stop = async (signal: string): Promise<void> => {
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('work was still running when the time to stop was over');
      process.exit(1);
    }, STOP_WITHIN_MS).unref();
    operations.drain();
    await app.close();
    await operations.close();
    log.info('stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.once(signal, () => void stop(signal));
  }
  await app.listen({ host, port, reusePort: reusePort && CAN_REUSE_PORTS });
  // Last, because whoever finds this port ready sends customers to the other one.
  await operations.listen(host, opsPort);
  log.info({ host, port, opsPort }, 'ready');
};
