import path from 'node:path';
import { startPostgres } from '@twinshop/postgres';
import { keepUntilReleased } from '../keep-until-released.ts';

void keepUntilReleased(async (folder) => {
  const server = await startPostgres({ dataDir: path.join(folder, 'data'), durable: false });
  return { url: server.adminUrl, stop: () => server.stop() };
});
