import type { CheckReport } from './check-report.ts';
import { drain } from './drain.ts';
import type { History } from './history/history.ts';
import { countOperations } from './history/operation-counts.ts';
import { judgeAcceptedOrders } from './judging/accepted-orders.ts';
import { judgeMessages } from './judging/messages.ts';
import { judgePayments } from './judging/payments.ts';
import { judgeProjection, type Projections } from './judging/projection.ts';
import { judgeRest } from './judging/rest.ts';
import { judgeStock } from './judging/stock.ts';
import { readBaskets } from './reading/baskets.ts';
import { readProjection } from './reading/projection.ts';
import { takeSnapshot } from './reading/snapshot.ts';
import type { ShopToRead } from './reading/variant.ts';
import { rebuildProjection } from './rebuild-projection.ts';

export interface CheckOptions {
  /** What clients saw. Without it, promises can't be held against what became of them. */
  history?: History | undefined;
  /** Milliseconds that everything has for its end, 60,000 by default. */
  drainWithinMs?: number;
  /** Whether the projection is rebuilt, to compare it; true by default. Recommendations are served meanwhile. */
  rebuild?: boolean;
  /** Told what is going on, in words. */
  onProgress?: (says: string) => void;
}

/**
 * Judges a shop by its databases, its queues and the payment provider's ledger, once it has come to rest. It is to be
 * left alone meanwhile: an order that is placed now may look like half of one.
 * @throws where a part is away for as long as that may take
 */
export async function check(shop: ShopToRead, options: CheckOptions = {}): Promise<CheckReport> {
  const { history, drainWithinMs = 60_000, rebuild = true, onProgress = () => undefined } = options;
  const { afterMs, left } = await drain(shop, drainWithinMs, onProgress);
  onProgress('reading orders, stock, messages and the ledger');
  const snapshot = await takeSnapshot(shop);
  const projections = await readProjections(shop, rebuild, onProgress);
  const baskets = projections === undefined ? [] : await readBaskets(shop);
  return {
    checkedAt: new Date().toISOString(),
    variant: shop.variant,
    drainedAfterMs: afterMs,
    operations: history === undefined ? undefined : countOperations(history),
    invariants: [
      judgeAcceptedOrders(snapshot, history),
      judgePayments(snapshot),
      judgeStock(snapshot, history?.stock ?? {}),
      judgeRest(snapshot, left),
      judgeMessages(snapshot.messages),
      judgeProjection(baskets, projections),
    ],
  };
}

async function readProjections(
  shop: ShopToRead,
  rebuild: boolean,
  onProgress: (says: string) => void,
): Promise<Projections | undefined> {
  const grown = await readProjection(shop);
  if (grown === undefined) return undefined;
  if (!rebuild) return { grown, rebuilt: undefined };
  onProgress('rebuilding the projection');
  await rebuildProjection(keeperOf(shop).opsUrl!);
  return { grown, rebuilt: await readProjection(shop) };
}

/** The process that recommendations are in: their own, or the monolith as long as they have not left it. */
const keeperOf = ({ processes }: ShopToRead): ShopToRead['processes'][number] =>
  processes.find(({ name }) => name === 'recommendation') ??
  processes.find(({ name }) => name === 'monolith')!;
