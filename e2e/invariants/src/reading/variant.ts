import type { RunningShop } from '@twinshop/local';
import { everyTopology, type StatefulModule } from '@twinshop/topologies';

/** What of a shop is read: where it is, and what it consists of. */
export interface ShopToRead extends Pick<RunningShop, 'variant' | 'databases' | 'redisUrl' | 'providerUrl'> {
  processes: readonly Pick<RunningShop['processes'][number], 'name' | 'opsUrl'>[];
}

/** The names of the messages that each of a shop's queues hears of; none where modules call each other. */
export function queuesOf({ variant }: ShopToRead): Readonly<Record<string, readonly string[]>> {
  const topology = everyTopology[variant];
  if (topology === undefined) throw new Error(`There is no topology "${variant}".`);
  return topology.queues;
}

/** Whether modules hear of each other by messages, and keep their data apart. */
export const hasMessages = (shop: ShopToRead): boolean => Object.keys(queuesOf(shop)).length > 0;

/** The databases with an outbox, by the module that sends from it. */
export const outboxesOf = (shop: ShopToRead): [StatefulModule, string][] =>
  hasMessages(shop) ? (Object.entries(shop.databases) as [StatefulModule, string][]) : [];
