import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, type Type } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import { handlerOf, Pinged, Ponged, startNode } from './node.ts';

@Controller()
class Answering {
  @MessagePattern(Pinged.name)
  answer(): string {
    return 'pong';
  }
}

describe('a process that takes messages', () => {
  let shop: TestDatabase;
  let redis: TestRedis;

  beforeAll(async () => {
    [shop, redis] = await Promise.all([testDatabase(), testRedis()]);
  });
  afterAll(() => Promise.all([shop.drop(), redis.drop()]));

  const boot = async (controllers: Type[]): Promise<void> => {
    const node = await startNode({
      databaseUrl: shop.url,
      redisUrl: redis.url,
      queue: 'pings',
      subscriptions: [Pinged],
      routes: { pings: [Pinged] },
      controllers,
    });
    await node.app.close();
  };
  const take = () => undefined;

  it('starts where each has one handler', async () => {
    await boot([handlerOf(Pinged, take)]);
  });

  it.each([
    ['one has no handler', [], '"test.pinged.v1" is put into it and has no handlers'],
    [
      'one has two handlers',
      [handlerOf(Pinged, take), handlerOf(Pinged, take)],
      '"test.pinged.v1" is put into it and has 2 handlers',
    ],
    [
      'a handler waits for what never comes',
      [handlerOf(Pinged, take), handlerOf(Ponged, take)],
      '"test.ponged.v1" has a handler and is never put into it',
    ],
    ['a handler would answer', [Answering], '"test.pinged.v1" is put into it and has no handlers'],
  ])('does not start where %s', async (_, controllers, reason) => {
    await expect(boot(controllers)).rejects.toThrow(`The queue "pings" can't be served: ${reason}.`);
  });
});
