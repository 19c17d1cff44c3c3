import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Log } from '../logging/index.ts';
import type { OperationsServer } from '../operations/index.ts';

export interface Served {
  app: NestFastifyApplication;
  operations: OperationsServer;
  host: string;
  port: number;
  opsPort: number;
  log: Log;
}

const STOP_WITHIN_MS = 20_000;

/**
 * Listens on both ports until SIGTERM or SIGINT; then takes no more work, lets what runs end, and leaves. What has not
 * ended after twenty seconds is cut off.
 */
export const serve = async ({ app, operations, host, port, opsPort, log }: Served): Promise<void> => {
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
  await app.listen(port, host);
  // Last, because whoever finds this port ready sends customers to the other one.
  await operations.listen(host, opsPort);
  log.info({ host, port, opsPort }, 'ready');
};
