import path from 'node:path';
import { keepServer } from '../keeper.ts';

/** Jest's `globalSetup` for specs that use `testRedis()`. */
export default async function startRedisForTests(): Promise<void> {
  await keepServer('redis', path.join(import.meta.dirname, 'keeper.ts'));
}
