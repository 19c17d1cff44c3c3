import { randomBytes } from 'node:crypto';
import { closeSharedDatabases, shopSettings, throwAwaySettings } from '@twinshop/postgres';
import { GenericContainer, Wait } from 'testcontainers';
import { withoutReaper } from '../config.ts';

const IMAGE = 'postgres:17-alpine';
/** Of the place that it runs in, which is the image's own business. */
const {
  listen_addresses: _,
  unix_socket_directories: __,
  ...settings
} = { ...shopSettings, ...throwAwaySettings };

export async function postgresInContainer(): Promise<{ url: string; what: string; stop(): Promise<void> }> {
  withoutReaper();
  const password = randomBytes(18).toString('base64url');
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({
      POSTGRES_PASSWORD: password,
      POSTGRES_INITDB_ARGS: '--locale=C --encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8',
    })
    .withCommand(['postgres', ...Object.entries(settings).map(([name, value]) => `-c${name}=${value}`)])
    // In memory: its start takes half the time.
    .withTmpFs({ '/var/lib/postgresql/data': 'rw' })
    .withExposedPorts(5432)
    // The first time it says so it is making its data.
    .withWaitStrategy(Wait.forLogMessage('database system is ready to accept connections', 2))
    .start();
  const address = `${container.getHost()}:${container.getMappedPort(5432)}`;
  const url = `postgres://postgres:${password}@${address}/postgres`;
  await closeSharedDatabases(url);
  return {
    url,
    what: `${IMAGE} in a container`,
    stop: async () => void (await container.stop()),
  };
}
