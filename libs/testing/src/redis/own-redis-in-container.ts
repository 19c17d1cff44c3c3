import { freePort } from '@twinshop/processes';
import { answersRedis } from '@twinshop/redis';
import { getContainerRuntimeClient, type StartedTestContainer } from 'testcontainers';
import { eventually } from '../eventually.ts';
import type { OwnRedis } from './own-redis.ts';
import { redisContainer, redisUrl } from './redis-in-container.ts';

export async function ownRedisInContainer(): Promise<OwnRedis> {
  const client = await getContainerRuntimeClient();
  // Chosen here, as the engine would choose another at each start.
  const port = await freePort();
  let container: StartedTestContainer = await redisContainer({ appendonly: true, port });
  const url = redisUrl(container);
  const handle = () => client.container.getById(container.getId());
  let running = true;
  let hangs = false;
  const kill = async (): Promise<void> => {
    if (running) await handle().kill();
    running = false;
  };
  const remove = async (): Promise<void> => {
    await handle().remove({ force: true, v: true });
  };
  return {
    url,
    kill,
    async start(afresh) {
      if (afresh === undefined) await handle().start();
      else {
        await remove();
        container = await redisContainer({ appendonly: true, port });
      }
      running = true;
      await eventually(() => answersRedis(url), { within: 20_000, describe: 'Redis answers' });
    },
    async hang() {
      await handle().pause();
      hangs = true;
    },
    async goOn() {
      if (hangs) await handle().unpause();
      hangs = false;
    },
    remove,
  };
}
