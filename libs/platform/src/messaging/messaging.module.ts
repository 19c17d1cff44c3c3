import { Global, Module, type DynamicModule } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { Database } from '../database/index.ts';
import type { Log } from '../logging/index.ts';
import type { MessageType } from '../messages/index.ts';
import { BullClient } from './bull.client.ts';
import { BullServer } from './bull.server.ts';
import { CallBackPostponed } from './call-back-postponed.schedule.ts';
import { DeadLetters } from './dead-letters.ts';
import { Deliveries } from './deliveries.ts';
import { Doorbell } from './doorbell.ts';
import { Incarnation } from './incarnation.ts';
import { Inbox } from './inbox.ts';
import { MessagingMetrics } from './messaging-metrics.ts';
import { Outbox } from './outbox.ts';
import { PruneMessages } from './prune-messages.schedule.ts';
import { QueueProgress } from './queue-progress.ts';
import { connectSender } from './redis-connection.ts';
import { Relay } from './relay.ts';
import { RelayBell } from './relay-bell.ts';
import { RelayProgress } from './relay-progress.ts';
import { Relaying } from './relaying.ts';
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
/** Only a process with a database has an outbox and an inbox. */
const database = { token: Database, optional: true };
const dataSource = { token: getDataSourceToken(), optional: true };
const relaying = { token: Relaying, optional: true };

@Global()
@Module({})
export class MessagingModule {
  static forRoot(options: MessagingOptions): DynamicModule {
    const { queue, subscriptions = [], redisUrl, concurrency, log } = options;
    const routes = new Routes(options.routes);
    const metrics = new MessagingMetrics(options.registry);

    const client = (): BullClient => {
      const made = new BullClient(routes, connectSender(redisUrl, log), metrics);
      metrics.watchRedis(() => made.connected);
      if (queue !== undefined) {
        metrics.watchQueue(queue, () =>
          made.queue(queue).getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed'),
        );
      }
      return made;
    };
    const relay = (found: Database | undefined, client: BullClient): Relay | undefined => {
      if (found === undefined) return undefined;
      const made = new Relay(found, client, new Incarnation(found, client.unwrap(), log), log);
      metrics.watchOutbox(async () => (await made.oldestMs()) / 1000);
      return made;
    };
    const relays = (found: Database, source: DataSource, relay: Relay | undefined, bell: RelayBell) => {
      if (relay === undefined) return undefined;
      const { url } = source.options as { url: string };
      return new Relaying(relay, bell, new Doorbell(url, () => relay.wake(), log), found);
    };
    const server = (client: BullClient, relaying: Relaying | undefined): BullServer => {
      const afterwards = async (): Promise<void> => {
        await relaying?.layDown();
        await client.close();
      };
      return new BullServer({ queue, subscriptions, redisUrl, concurrency, afterwards }, metrics, log);
    };

    return {
      module: MessagingModule,
      providers: [
        RelayBell,
        Outbox,
        { provide: BullClient, useFactory: client },
        { provide: Relay, inject: [database, BullClient], useFactory: relay },
        {
          provide: Relaying,
          inject: [database, dataSource, { token: Relay, optional: true }, RelayBell],
          useFactory: relays,
        },
        { provide: BullServer, inject: [BullClient, relaying], useFactory: server },
        {
          provide: Inbox,
          inject: [database],
          useFactory: (found?: Database) => found && new Inbox(found),
        },
        {
          provide: PruneMessages,
          inject: [database],
          useFactory: (found?: Database) => found && new PruneMessages(found),
        },
        {
          provide: CallBackPostponed,
          inject: [BullClient],
          useFactory: (client: BullClient) =>
            queue === undefined ? undefined : new CallBackPostponed(client, queue),
        },
        {
          provide: Deliveries,
          inject: [database, BullClient],
          useFactory: (found: Database | undefined, client: BullClient) =>
            found && new Deliveries(found, routes, client),
        },
        {
          provide: DeadLetters,
          inject: [BullClient],
          useFactory: (client: BullClient) => new DeadLetters(client, queue),
        },
        {
          provide: QueueProgress,
          inject: [BullServer, BullClient],
          useFactory: (server: BullServer, client: BullClient) => new QueueProgress(server, client),
        },
        {
          provide: RelayProgress,
          inject: [{ token: Relay, optional: true }, BullClient],
          useFactory: (relay: Relay | undefined, client: BullClient) => new RelayProgress(relay, client),
        },
      ],
      exports: [Outbox, Inbox, BullClient, DeadLetters, QueueProgress, RelayProgress],
    };
  }
}
