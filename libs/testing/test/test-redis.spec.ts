import { expect, it } from '@jest/globals';
import { testRedis } from '../src/index.ts';

it('gives each caller an empty database of their own', async () => {
  const [one, other] = await Promise.all([testRedis(), testRedis()]);
  await one.redis.set('note', 'mine');
  expect(await one.redis.get('note')).toBe('mine');
  expect(await other.redis.dbsize()).toBe(0);
  await Promise.all([one.drop(), other.drop()]);
});
