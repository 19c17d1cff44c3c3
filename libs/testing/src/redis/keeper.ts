import { startRedis } from '@twinshop/redis';
import { chosenPlace } from '../config.ts';
import { keepUntilReleased } from '../keep-until-released.ts';
import { redisDatabases } from './databases.ts';
import { REDIS_IMAGE, redisContainer, redisUrl } from './redis-in-container.ts';

void keepUntilReleased('Redis', async (folder) => {
  if (chosenPlace() === 'containers') {
    const container = await redisContainer({ appendonly: false, databases: redisDatabases });
    return {
      url: redisUrl(container),
      what: `${REDIS_IMAGE} in a container`,
      stop: async () => void (await container.stop()),
    };
  }
  const settings = { databases: String(redisDatabases) };
  return { ...(await startRedis({ dir: folder, appendonly: false, settings })), what: 'embedded' };
});
