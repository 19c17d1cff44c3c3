import startPostgresForTests from './postgres/global-setup.ts';
import startRedisForTests from './redis/global-setup.ts';

/** Jest's `globalSetup` for projects whose specs use both `testDatabase()` and `testRedis()`. */
export default async function startServersForTests(): Promise<void> {
  await Promise.all([startPostgresForTests(), startRedisForTests()]);
}
