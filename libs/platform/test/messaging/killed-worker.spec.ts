import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testRedis, type TestDatabase, type TestRedis } from '@twinshop/testing';
import { Queue } from 'bullmq';
import { toMessage } from '../../src/messaging/outbox.ts';
import { Pinged } from './node.ts';

describe('a process that is killed amid its work', () => {
  let shop: TestDatabase;
  let redis: TestRedis;
  let queue: Queue;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    [shop, redis] = await Promise.all([testDatabase(), testRedis()]);
    await shop.pool.query('CREATE TABLE effects (key text, taker text)');
    queue = new Queue('pings', { connection: redis.redis });
  });
  afterEach(async () => {
    for (const child of children.splice(0)) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
    await queue.close();
    await Promise.all([shop.drop(), redis.drop()]);
  });

  const start = (manner: 'hangs' | 'works') => {
    const child = fork(path.join(import.meta.dirname, 'taker.process.ts'), [shop.url, redis.url, manner], {
      execArgv: [
        '--conditions=@twinshop/source',
        `--import=${path.join(import.meta.dirname, 'typescript-hooks.mjs')}`,
      ],
    });
    children.push(child);
    const said: unknown[] = [];
    child.on('message', (word) => said.push(word));
    const says = (word: string) =>
      eventually(() => expect(said).toContain(word), {
        within: 20_000,
        describe: `the process says "${word}"`,
      });
    return { child, says };
  };

  it('leaves its messages to another, which takes them within ten seconds, once', async () => {
    const dying = start('hangs');
    await dying.says('ready');
    const message = toMessage({ type: Pinged, data: { key: 'a' } });
    await queue.add(Pinged.name, message, { jobId: message.eventId, attempts: 8 });
    await dying.says('amid');
    const heir = start('works');
    await heir.says('ready');
    dying.child.kill('SIGKILL');
    const killed = Date.now();
    await eventually(
      async () => {
        const { rows } = await shop.pool.query('SELECT * FROM effects');
        expect(rows).toEqual([{ key: 'a', taker: 'works' }]);
      },
      { within: 10_000, describe: 'the other took it' },
    );
    expect(Date.now() - killed).toBeLessThan(10_000);
    await eventually(
      async () => expect(await queue.getJobCounts('active', 'failed')).toEqual({ active: 0, failed: 0 }),
      {
        describe: 'it is gone from the queue',
      },
    );
    heir.child.kill('SIGTERM');
    const [code] = (await once(heir.child, 'exit')) as [number];
    // By itself: nothing is left that keeps a process alive.
    expect(code).toBe(0);
  }, 60_000);
});
