import path from 'node:path';
import { keepServer } from '../keeper.ts';

/** Jest's `globalSetup` for specs that use `testDatabase()`. */
export default async function startPostgresForTests(): Promise<void> {
  await keepServer('postgres', path.join(import.meta.dirname, 'keeper.ts'));
}
