import { Registry } from 'prom-client';
import { ConfirmedOrders, type BoughtTogether } from '@twinshop/recommendation-contracts';
import { BasketsInRedis } from '../src/projection/baskets-in-redis.ts';
import { ProjectionMetrics } from '../src/projection/projection-metrics.ts';
import { ProjectionRedis } from '../src/projection/projection-redis.ts';
import { Projection, type Change } from '../src/projection/projection.ts';
import { Rebuild } from '../src/projection/rebuild.ts';
import { PurchaseHistory } from '../src/purchase-history.ts';
import { BASKETS_OF_A_CUSTOMER, BASKETS_OF_A_PRODUCT, BASKETS_OF_BEST_SELLERS } from '../src/domain/reach.ts';

/** The order service's table, as pages of a few orders. */
export class OrderTable extends ConfirmedOrders {
  readonly rows = new Map<string, BoughtTogether>();
  /** Called before each page; may change the table, wait or throw. */
  beforePage: (page: number) => Promise<void> | void = () => undefined;
  private readonly pageSize: number;
  private readonly cancelled = new Set<string>();

  constructor(pageSize = 100) {
    super();
    this.pageSize = pageSize;
  }

  override async *pages(): AsyncGenerator<BoughtTogether[]> {
    let after = '';
    for (let number = 0; ; number += 1) {
      await this.beforePage(number);
      const page = [...this.rows.values()]
        .filter(({ orderId }) => orderId > after)
        .sort((a, b) => (a.orderId < b.orderId ? -1 : 1))
        .slice(0, this.pageSize);
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)!.orderId;
    }
  }

  /** Takes changes in any order: a cancelled order stays cancelled. */
  settle({ kind, order }: Change): void {
    if (kind === 'cancelled') {
      this.cancelled.add(order.orderId);
      this.rows.delete(order.orderId);
    } else if (!this.cancelled.has(order.orderId)) this.rows.set(order.orderId, order);
  }

  latestFirst(): BoughtTogether[] {
    return [...this.rows.values()].sort((a, b) => (a.orderId < b.orderId ? 1 : -1));
  }
}

/** One process of the recommendations: its connection, projection and rebuild. */
export class Replica {
  readonly redis: ProjectionRedis;
  readonly projection: Projection;
  readonly baskets: BasketsInRedis;
  readonly history: PurchaseHistory;
  readonly rebuild: Rebuild;

  constructor(url: string, orders: ConfirmedOrders) {
    this.redis = new ProjectionRedis(url, () => undefined);
    this.projection = new Projection(this.redis);
    this.baskets = new BasketsInRedis(this.redis);
    this.history = new PurchaseHistory(this.baskets);
    this.rebuild = new Rebuild(this.projection, orders, new ProjectionMetrics(new Registry()));
  }

  /** Everything that recommendations can see, for these products and customers. */
  async view(products: readonly string[], customers: readonly string[]): Promise<unknown> {
    const having = await this.baskets.having(products, BASKETS_OF_A_PRODUCT);
    const orders = [...new Set(having.flat())].sort();
    const contents = await this.baskets.contents(orders);
    return {
      having: Object.fromEntries(products.map((id, at) => [id, having[at]])),
      contents: Object.fromEntries(orders.map((id, at) => [id, contents[at]])),
      latest: await this.baskets.latest(BASKETS_OF_BEST_SELLERS),
      customers: Object.fromEntries(
        await Promise.all(
          customers.map(async (id) => [id, await this.baskets.ofCustomer(id, BASKETS_OF_A_CUSTOMER)]),
        ),
      ),
    };
  }

  close(): void {
    this.redis.disconnect();
  }
}

const id = (kind: string, n: number): string => `${kind}-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** Numbers that look random and are the same at every run (a linear congruential generator). */
export const dice = (seed: number): ((sides: number) => number) => {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
};

export const shuffled = <Item>(items: readonly Item[], roll: (sides: number) => number): Item[] =>
  items
    .map((item) => ({ item, place: roll(2 ** 31) }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

export interface Trade {
  products: string[];
  customers: string[];
  /** Each once and in order: an order is confirmed before it is cancelled. */
  changes: Change[];
}

/** What happens to some orders of a small shop: some products are in most of them, and some orders are cancelled. */
export const trade = (orders: number, { seed = 7, cancelled = 0.1 } = {}): Trade => {
  const roll = dice(seed);
  const products = Array.from({ length: 40 }, (_, n) => id('00000001', n));
  const customers = Array.from({ length: 12 }, (_, n) => id('00000002', n));
  const changes = Array.from({ length: orders }, (_, n): Change[] => {
    const some = 1 + roll(8);
    const basket = new Set(Array.from({ length: some }, () => products[Math.min(roll(40), roll(40))]!));
    const order = {
      orderId: id('00000003', n),
      customerId: customers[roll(12)]!,
      lines: [...basket].map((productId) => ({ productId })),
    };
    const confirmed: Change = { kind: 'confirmed', order };
    return roll(1_000) < cancelled * 1_000 ? [confirmed, { kind: 'cancelled', order }] : [confirmed];
  }).flat();
  return { products, customers, changes };
};
