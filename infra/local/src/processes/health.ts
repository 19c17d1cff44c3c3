import { answersQueries } from '@twinshop/postgres';
import { answersRedis } from '@twinshop/redis';
import { isReady } from './managed-process.ts';

/** Whether what is at this URL says, in its own protocol, that it is well. */
export async function isHealthy(readyUrl: string): Promise<boolean> {
  if (readyUrl.startsWith('postgres:')) return answersQueries(readyUrl);
  if (readyUrl.startsWith('redis:')) return answersRedis(readyUrl);
  return isReady(readyUrl);
}
