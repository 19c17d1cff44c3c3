import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { Database } from '../database/index.ts';
import type { Log } from '../logging/index.ts';
import type { MessageType } from '../messages/index.ts';
import { BullClient } from './bull.client.ts';
import { BullServer } from './bull.server.ts';
import { Deliveries } from './deliveries.ts';
import { Inbox } from './inbox.ts';
import { MessagingMetrics } from './messaging-metrics.ts';
import { Outbox } from './outbox.ts';
import { connectSender } from './redis-connection.ts';
import { Relay } from './relay.ts';
import { RelayBell } from './relay-bell.ts';
import { Routes, type Subscriptions } from './routes.ts';

export interface MessagingOptions {
  /** The queue that this process takes messages from; without one it only sends. */
  queue?: string | undefined;
  /** What is put into that queue: each has exactly one handler here, or the process does not start. */
  subscriptions?: readonly MessageType[] | undefined;
  /** Who hears of what: where the messages of this process go. */
  routes: Subscriptions;
  redisUrl: string;
  /** Messages that are under way at a time; 100 by default. */
  concurrency?: number | undefined;
  registry: Registry;
  log: Log;
}

/**
 * Outbox, relay, inbox and dead letters of a process, on its one database; a process without a database only takes
 * messages. `connectMessaging(app)` connects the handlers.
 */
/** Only a process with a database has an outbox to relay. */
const database = { token: Database, optional: true };

@Global()
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    const { queue, subscriptions = [], redisUrl, concurrency, log } = options;
    const routes = new Routes(options.routes);
    const metrics = new MessagingMetrics(options.registry);
    const withDatabase =
      <Value>(make: (database: Database, ...more: never[]) => Value) =>
      (found: Database | undefined, ...more: never[]): Value | undefined =>
        found === undefined ? undefined : make(found, ...more);
    return {
      module: MessagingModule,
      providers: [
        RelayBell,
        Outbox,
        {
          provide: BullClient,
          useFactory: () => new BullClient(routes, connectSender(redisUrl, log), metrics),
        },
        { provide: Inbox, inject: [database], useFactory: withDatabase((found) => new Inbox(found)) },
        {
          provide: Deliveries,
          inject: [database, BullClient],
          useFactory: withDatabase((found, client: BullClient) => new Deliveries(found, routes, client)),
        },
        {
          provide: Relay,
          inject: [database, BullClient, RelayBell],
          useFactory: withDatabase(
            (found, client: BullClient, bell: RelayBell) => new Relay(found, client, bell, log),
          ),
        },
        {
          provide: BullServer,
          inject: [BullClient, { token: Relay, optional: true }],
          useFactory: (client: BullClient, relay: Relay | undefined) =>
            new BullServer(
              {
                queue,
                subscriptions,
                redisUrl,
                concurrency,
                afterwards: async () => {
                  await relay?.stop();
                  await client.close();
                },
              },
              metrics,
              log,
            ),
        },
      ],
      exports: [Outbox, Inbox, BullClient],
    };
  }
}
