import path from 'node:path';
import { startPostgres } from '@twinshop/postgres';
import { chosenPlace } from '../config.ts';
import { keepUntilReleased } from '../keep-until-released.ts';
import { postgresInContainer } from './postgres-in-container.ts';

void keepUntilReleased('PostgreSQL', async (folder) => {
  if (chosenPlace() === 'containers') return postgresInContainer();
  const server = await startPostgres({ dataDir: path.join(folder, 'data'), durable: false });
  return { url: server.adminUrl, what: 'embedded', stop: () => server.stop() };
});
