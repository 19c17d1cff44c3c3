import 'reflect-metadata';
import { Inbox } from '../../src/messaging/index.ts';
import { sql } from '../../src/database/index.ts';
import { handlerOf, Pinged, startNode } from './node.ts';

const [databaseUrl, redisUrl, manner] = process.argv.slice(2) as [string, string, string];

const TAKE = sql('take', 'INSERT INTO effects (key, taker) SELECT unnest($1::text[]), $2');

/** A process that takes messages; one that `hangs` does so amid its work, holding its messages until it is killed. */
let together: ((message: Pinged) => Promise<void>) | undefined;
const node = await startNode({
  databaseUrl,
  redisUrl,
  queue: 'pings',
  subscriptions: [Pinged],
  routes: { pings: [Pinged] },
  controllers: [
    handlerOf(Pinged, (message: Pinged) => {
      together ??= node.app.get(Inbox).together<Pinged['data']>('test.take', async (tx, messages) => {
        await tx.query(TAKE, [messages.map(({ data }) => data.key), manner]);
        process.send!('amid');
        if (manner === 'hangs') await new Promise(() => undefined);
      });
      return together(message);
    }),
  ],
});
process.send!('ready');
process.on('SIGTERM', () => void node.app.close().then(() => process.disconnect()));
