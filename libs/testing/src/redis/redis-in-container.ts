import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { withoutReaper } from '../config.ts';

export const REDIS_IMAGE = 'redis:8-alpine';

export interface RedisContainerOptions {
  /** On this machine; a free one by default. */
  port?: number;
  appendonly: boolean;
  /** How many databases. */
  databases?: number;
}

export async function redisContainer({
  port,
  appendonly,
  databases = 16,
}: RedisContainerOptions): Promise<StartedTestContainer> {
  withoutReaper();
  return new GenericContainer(REDIS_IMAGE)
    .withCommand([
      'redis-server',
      ...['--save', ''],
      ...['--appendonly', appendonly ? 'yes' : 'no'],
      ...['--maxmemory-policy', 'noeviction'],
      ...['--databases', String(databases)],
    ])
    .withExposedPorts(port === undefined ? 6379 : { container: 6379, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
}

export const redisUrl = (container: StartedTestContainer): string =>
  `redis://${container.getHost()}:${container.getMappedPort(6379)}`;
