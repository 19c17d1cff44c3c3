import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DynamicModule, Provider } from '@nestjs/common';
import { CatalogApi, OfferEvents, StockApi } from '@twinshop/catalog-contracts';
import { CatalogInProcess, catalogMigrations, Stock } from '@twinshop/catalog-feature';
import { OrderEvents } from '@twinshop/order-contracts';
import { CheckoutProgress, orderMigrations } from '@twinshop/order-feature';
import { PaymentApi } from '@twinshop/payment-contracts';
import { PaymentInProcess, paymentMigrations } from '@twinshop/payment-feature';
import { createLogger } from '@twinshop/platform/logging';
import { Baskets, RecommendationApi } from '@twinshop/recommendation-contracts';
import { RecommendationInProcess } from '@twinshop/recommendation-feature';
import { eventually } from '@twinshop/testing';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { OfferEventsUnheard } from '../src/offer-events.unheard.ts';
import { OrderEventsDirect } from '../src/order-events.direct.ts';
import { JoinModules1790000000004 } from '../src/migrations/1790000000004-join-modules.ts';
import { BasketsInSql } from '../src/purchase-history/baskets-in-sql.ts';
import { Monolith } from '../src/wiring.ts';
import { prepare, Shop, type Surroundings } from './shop.ts';

const PORTS = new Map<unknown, unknown>([
  [CatalogApi, CatalogInProcess],
  [StockApi, Stock],
  [PaymentApi, PaymentInProcess],
  [RecommendationApi, RecommendationInProcess],
  [Baskets, BasketsInSql],
  [OfferEvents, OfferEventsUnheard],
  [OrderEvents, OrderEventsDirect],
]);

describe('the wiring of the monolith', () => {
  let around: Surroundings;
  let shop: Shop;
  let wired: DynamicModule;

  beforeAll(async () => {
    around = await prepare('http://127.0.0.1:1');
    const log = createLogger({ level: 'silent', app: 'test', instance: '1' });
    wired = await Monolith.wire(around.config, log, new Registry());
    shop = await Shop.start(around);
  });
  afterAll(async () => {
    await shop.stop();
    await around.remove();
  });

  const tokensOf = (providers: Provider[] | undefined): unknown[] =>
    (providers ?? []).map((provider) => (typeof provider === 'function' ? provider : provider.provide));

  it('binds each port once, and gives it to every module', () => {
    expect(new Set(tokensOf(wired.providers))).toEqual(new Set(PORTS.keys()));
    expect(tokensOf(wired.providers)).toHaveLength(PORTS.size);
    expect(wired.exports).toEqual(wired.providers);
  });

  it('meets each port in this process, by the one instance that the module itself uses', () => {
    for (const [port, adapter] of PORTS) {
      const met = shop.app.get(port as typeof CatalogApi, { strict: false }) as unknown;
      expect(met).toBeInstanceOf(adapter as typeof CatalogInProcess);
    }
    for (const [port, adapter] of [...PORTS].slice(0, 4)) {
      expect(shop.app.get(port as typeof CatalogApi)).toBe(
        shop.app.get(adapter as typeof CatalogInProcess, { strict: false }),
      );
    }
  });

  it('is ready by the progress of the checkout as its own sweep makes it', async () => {
    const progress = shop.app.get(CheckoutProgress);
    await progress.check();
    await around.pool.query(
      `WITH buyer AS (INSERT INTO customer (id, email, name, password_hash) VALUES (gen_random_uuid(), 'left@shop.test', '', '') RETURNING id)
       INSERT INTO orders (id, customer_id, idempotency_key, fingerprint, status, total_amount, created_at, updated_at, next_attempt_at)
       SELECT gen_random_uuid(), id, 'left', '', 'pending', 1, now(), now(), now() - interval '1 hour' FROM buyer`,
    );
    await eventually(() => progress.check(), { describe: 'the sweep takes the order up' });
  });

  it('has references that can’t dangle across its modules', async () => {
    const refused = async (statement: string, constraint: string): Promise<void> =>
      expect(around.pool.query(statement)).rejects.toMatchObject({ code: '23503', constraint });
    const customer = `(SELECT id FROM customer LIMIT 1)`;
    await refused(
      `INSERT INTO cart_item (customer_id, product_id, quantity) VALUES (${customer}, gen_random_uuid(), 1)`,
      'cart_item_product',
    );
    await refused(
      `INSERT INTO payment (order_id, status, amount) VALUES (gen_random_uuid(), 'pending', 1)`,
      'payment_order',
    );
    await refused(
      `WITH o AS (
         INSERT INTO orders VALUES (gen_random_uuid(), ${customer}, 'k', '', 'confirmed', NULL, 1, NULL, now(), now(), now()) RETURNING id
       ) INSERT INTO order_line SELECT id, 1, gen_random_uuid(), 'x', 1, 1 FROM o`,
      'order_line_product',
    );
  });

  it('can be undone: all migrations go down without a trace, and up again', async () => {
    const own = await prepare('http://127.0.0.1:1');
    const source = await new DataSource({
      type: 'postgres',
      url: own.config.DATABASE_URL,
      migrations: [...catalogMigrations, ...orderMigrations, ...paymentMigrations, JoinModules1790000000004],
      migrationsTransactionMode: 'each',
    }).initialize();
    const tables = async (): Promise<number> => {
      const { rows } = await own.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM information_schema.tables WHERE table_schema = 'public' AND table_name <> 'migrations'`,
      );
      return rows[0]!.n;
    };
    const ran = await source.runMigrations();
    const up = await tables();
    for (const _ of ran) await source.undoLastMigration();
    expect(await tables()).toBe(0);
    await source.runMigrations();
    expect(await tables()).toBe(up);
    await source.destroy();
    await own.remove();
  });

  it('lets replicas that start together on an empty database take turns over its migrations', async () => {
    const own = await prepare('http://127.0.0.1:1');
    const replicas = await Promise.all([1, 2, 3].map(() => Shop.start(own)));
    const answers = await Promise.all(replicas.map((replica) => replica.call('GET', '/api/categories')));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      [1, 2, 3].map(() => [200, { items: [] }]),
    );
    const { rows } = await own.pool.query(`SELECT email FROM customer WHERE role = 'admin'`);
    expect(rows).toHaveLength(1);
    await Promise.all(replicas.map((replica) => replica.stop()));
    await own.remove();
  });

  it('does not boot where the database can’t be reached, and says so', async () => {
    const url = new URL(around.config.DATABASE_URL);
    url.port = '1';
    const away = { ...around, config: { ...around.config, DATABASE_URL: url.href } };
    await expect(Shop.start(away)).rejects.toThrow(/ECONNREFUSED|connect/);
  });
});
