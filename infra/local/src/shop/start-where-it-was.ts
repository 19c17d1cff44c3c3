import { readFile, writeFile } from 'node:fs/promises';
import { PostgresError, startPostgres, type PostgresOptions, type PostgresServer } from '@twinshop/postgres';

/**
 * Starts PostgreSQL at the port that it had the last time, if that is still free: subscriptions of a migration, by which one
 * place goes on being a copy of the other, know each other by it.
 * @param portFile what is remembered
 * @throws PostgresError
 */
export async function startWhereItWas(portFile: string, options: PostgresOptions): Promise<PostgresServer> {
  const port = options.port ?? (await rememberedPort(portFile));
  const server = await startPostgres({ ...options, port }).catch((error: unknown) => {
    const isTaken = error instanceof PostgresError && error.code === 'port_taken';
    if (isTaken && options.port === undefined) return startPostgres(options);
    throw error;
  });
  await writeFile(portFile, `${server.port}\n`);
  return server;
}

/** Undefined the first time. */
async function rememberedPort(portFile: string): Promise<number | undefined> {
  const text = await readFile(portFile, 'utf8').catch(() => '');
  return /^\d+\n$/.test(text) ? Number(text) : undefined;
}
