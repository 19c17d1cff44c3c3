import startPostgresForTests from '../src/postgres/global-setup.ts';
import startRedisForTests from '../src/redis/global-setup.ts';

export default async function startServers(): Promise<void> {
  await Promise.all([startPostgresForTests(), startRedisForTests()]);
}
