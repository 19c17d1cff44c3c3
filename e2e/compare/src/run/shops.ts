import { randomUUID } from 'node:crypto';
import { fillShelves, openMarket } from '@twinshop/load';
import type { Shops } from '../experiments/experiment.ts';
import { importGoods } from '../experiments/replay.experiment.ts';
import type { Fence } from '../fence/fence.ts';
import type { Arm } from '../record/compare-record.ts';
import type { FencedShop, StartFencedShop } from '../shops/fenced-shop.ts';
import { Contestant, type Contestants } from '../trial/contestant.ts';
import { analyze } from './analyze.ts';

const PRODUCTS = 1_000;
/** More than visits under way at a time, so that everybody has a cart of their own. */
const CUSTOMERS = 64;

export interface ShopsToStart {
  arms: readonly [Arm, Arm];
  fence: Fence;
  startShop: StartFencedShop;
  seed: number;
  shops: Shops;
  /** Told of each shop once it is up, before anything is measured. */
  onStarted?: (shop: FencedShop, arm: Arm) => void;
}

/**
 * Starts both arms with the same goods and customers, and stops them once they were used, whatever came of it.
 * @throws with the words of what could not be started
 */
export async function withContestants<Result>(
  { arms, fence, startShop, seed, shops, onStarted }: ShopsToStart,
  use: (contestants: Contestants) => Promise<Result>,
): Promise<Result> {
  const started: FencedShop[] = [];
  try {
    const contestants: Contestant[] = [];
    for (const arm of arms) {
      const shop = await startShop({
        topology: arm.topology,
        // Two of the same may be there at a time.
        name: `${arm.key}-${randomUUID().slice(0, 8)}`,
        products: shops.goodsOf === undefined ? PRODUCTS : 0,
        fence,
        scale: shops.catalogueInstances === 1 ? {} : { [catalogueOf(arm)]: shops.catalogueInstances },
        canSlowRecommendations: shops.canSlowRecommendations,
      });
      started.push(shop);
      if (shops.goodsOf !== undefined) await importGoods(shop, shops.goodsOf);
      await fillShelves(shop);
      const market = await openMarket(shop.publicUrl, { customers: CUSTOMERS, seed });
      await analyze(shop);
      onStarted?.(shop, arm);
      contestants.push(new Contestant(arm, shop, market));
    }
    return await use(contestants as [Contestant, Contestant]);
  } finally {
    await Promise.all(started.map((shop) => shop.stop()));
  }
}

/** The process that the catalogue is in. */
const catalogueOf = ({ processes }: Arm): string => (processes.includes('catalog') ? 'catalog' : 'monolith');
