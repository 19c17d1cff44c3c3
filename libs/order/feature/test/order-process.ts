import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  CatalogApi,
  StockApi,
  type Offer,
  type ProductSummary,
  type StockLine,
  type StockTake,
} from '@twinshop/catalog-contracts';
import { OrderEvents, type ConfirmedOrder, type PlaceOrder as Request } from '@twinshop/order-contracts';
import { PaymentApi, type Charge, type ChargeOutcome } from '@twinshop/payment-contracts';
import { AuthModule, TokenIssuer } from '@twinshop/platform/auth';
import { Database, DatabaseModule, sql, type Transaction } from '@twinshop/platform/database';
import { newId } from '@twinshop/platform/values';
import { testDatabase, type TestDatabase } from '@twinshop/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { checkoutInOneTransaction, orderEntities, orderMigrations, OrderModule } from '../src/index.ts';
import { Customers } from '../src/persistence/customers.ts';
import { Orders } from '../src/persistence/orders.ts';
import { FollowOrder } from '../src/use-cases/follow-order/follow-order.ts';

const CONNECTIONS = 20;

const TAKE = sql(
  'test-take',
  'UPDATE shelf SET on_hand = on_hand - $2 WHERE id = $1 AND on_hand >= $2 RETURNING id',
);
const PUT = sql('test-put', 'UPDATE shelf SET on_hand = on_hand + $2 WHERE id = $1');

/** A catalogue whose products are in the test's hands, and their stock in the database, where it can be rolled back. */
export class ShelfDouble extends StockApi {
  readonly offers = new Map<string, Offer>();

  override async take(tx: Transaction, lines: readonly StockLine[]): Promise<StockTake> {
    const missing = lines.map(({ productId }) => productId).filter((id) => !this.offers.has(id));
    if (missing.length > 0) return { outcome: 'product_unavailable', missing };
    const offers = new Map(lines.map(({ productId }) => [productId, this.offers.get(productId)!]));
    for (const [n, { productId, quantity }] of lines.entries()) {
      if ((await tx.query(TAKE, [productId, quantity])).length === 1) continue;
      await this.giveBack(tx, lines.slice(0, n));
      return { outcome: 'out_of_stock', offers };
    }
    return { outcome: 'taken', offers };
  }

  override async giveBack(tx: Transaction, lines: readonly StockLine[]): Promise<void> {
    for (const { productId, quantity } of lines) await tx.query(PUT, [productId, quantity]);
  }
}

class CatalogDouble extends CatalogApi {
  private readonly shelf: ShelfDouble;

  constructor(shelf: ShelfDouble) {
    super();
    this.shelf = shelf;
  }

  override async offers(ids: readonly string[]): Promise<Map<string, Offer>> {
    return new Map(
      ids.flatMap((id) => (this.shelf.offers.has(id) ? [[id, this.shelf.offers.get(id)!]] : [])),
    );
  }

  override async summaries(): Promise<ProductSummary[]> {
    return [];
  }

  override async popular(): Promise<ProductSummary[]> {
    return [];
  }
}

/** Money as `PaymentApi` promises it: once for an order, whoever asks. What the next answers are is in the test's hands. */
export class PaymentDouble extends PaymentApi {
  /** How often each order's money was moved. */
  readonly captured = new Map<string, number>();
  readonly refunded = new Map<string, number>();
  readonly asked: Charge[] = [];
  /** How long was to be waited for each of them. */
  readonly patience: number[] = [];
  answer: (charge: Charge) => Promise<ChargeOutcome> = async () => 'captured';
  lastWord: 'captured' | 'declined' | 'abandoned' = 'abandoned';

  override async charge(charge: Charge, patienceMs: number): Promise<ChargeOutcome> {
    this.asked.push(charge);
    this.patience.push(patienceMs);
    const outcome = await this.answer(charge);
    if (outcome === 'captured') this.captured.set(charge.orderId, 1);
    return outcome;
  }

  override async abandon(): Promise<'captured' | 'declined' | 'abandoned'> {
    return this.lastWord;
  }

  override async requestRefund(_: Transaction, orderId: string): Promise<void> {
    this.refunded.set(orderId, (this.refunded.get(orderId) ?? 0) + 1);
  }

  override async refundNow(): Promise<void> {}
}

class EventsDouble extends OrderEvents {
  readonly heard: ConfirmedOrder[] = [];

  override confirmed(event: ConfirmedOrder): void {
    this.heard.push(event);
  }
}

/** Hears what this process does, and won't live to see what others do. */
export class ListeningOnly extends FollowOrder {
  protected override readonly lookEveryMs = 3_600_000;
}

export interface OrderProcess {
  module: TestingModule;
  database: Database;
  pool: TestDatabase['pool'];
  orders: Orders;
  payment: PaymentDouble;
  shelf: ShelfDouble;
  heard: ConfirmedOrder[];
  customerId: string;
  /** Puts a new product on the shelf. */
  stock(pieces: number, price?: number): Promise<string>;
  onHand(productId: string): Promise<number>;
  stop(): Promise<void>;
}

/**
 * The order module alone in a process, on a migrated database of its own; the other modules are doubles. It is not
 * initialised: no sweep runs but those that a test begins.
 */
export async function startOrders(): Promise<OrderProcess> {
  const own = await testDatabase();
  const shelf = new ShelfDouble();
  const payment = new PaymentDouble();
  const events = new EventsDouble();
  const ports = [
    { provide: StockApi, useValue: shelf },
    { provide: CatalogApi, useValue: new CatalogDouble(shelf) },
    { provide: PaymentApi, useValue: payment },
    { provide: OrderEvents, useValue: events },
  ];

  @Global()
  @Module({ providers: ports, exports: ports })
  class Surroundings {}

  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const issuer = await TokenIssuer.from({ ...(await exportJWK(privateKey)), kid: 'key' });
  const publicKeys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'key' }] };
  const module = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({
        url: own.url,
        applicationName: 'order-test',
        poolSize: CONNECTIONS,
        entities: orderEntities,
        migrations: orderMigrations,
        onPoolError: () => undefined,
      }),
      AuthModule.forRoot({ issuer, publicKeys }),
      Surroundings,
      OrderModule.forRoot({
        admin: { email: 'admin@shop.test', password: 'correct horse battery' },
        checkout: checkoutInOneTransaction,
      }),
    ],
  }).compile();
  await own.pool.query(
    'CREATE TABLE shelf (id uuid PRIMARY KEY, on_hand integer NOT NULL CHECK (on_hand >= 0))',
  );
  await openConnections(module.get(Database));
  const customerId = await module
    .get(Customers)
    .add({ email: 'buyer@shop.test', name: 'Buyer', passwordHash: 'nobody signs in' });
  return {
    module,
    database: module.get(Database),
    pool: own.pool,
    orders: module.get(Orders),
    payment,
    shelf,
    heard: events.heard,
    customerId: customerId!,
    async stock(pieces, price = 1_299) {
      const productId = newId();
      shelf.offers.set(productId, { productId, name: 'Chair', price, version: 1 });
      await own.pool.query('INSERT INTO shelf VALUES ($1, $2)', [productId, pieces]);
      return productId;
    },
    async onHand(productId) {
      const { rows } = await own.pool.query<{ on_hand: number }>('SELECT on_hand FROM shelf WHERE id = $1', [
        productId,
      ]);
      return rows[0]!.on_hand;
    },
    async stop() {
      await module.close();
      await own.drop();
    },
  };
}

/** Opens every connection of the pool, so that what is done at once is done at once. */
async function openConnections(database: Database): Promise<void> {
  let open = 0;
  const allOpen = Promise.withResolvers<void>();
  await Promise.all(
    Array.from({ length: CONNECTIONS }, () =>
      database.transaction(async () => {
        if ((open += 1) === CONNECTIONS) allOpen.resolve();
        await allOpen.promise;
      }),
    ),
  );
}

export const anOrder = (...items: [productId: string, quantity: number][]): Request => ({
  items: items.map(([productId, quantity]) => ({ productId, quantity })),
  payment: { method: 'card', token: 'tok_visa' },
});

let keys = 0;
export const aKey = (): string => `test-key-${(keys += 1)}`;
