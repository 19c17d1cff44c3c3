import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { CatalogApi, type Offer, type ProductSummary } from '@twinshop/catalog-contracts';
import type { PlaceOrder as Request } from '@twinshop/order-contracts';
import { AuthModule, TokenIssuer } from '@twinshop/platform/auth';
import { Database, DatabaseModule } from '@twinshop/platform/database';
import type { Message, MessageOf, MessageType } from '@twinshop/platform/messages';
import { Inbox, messagingMigrations, Outbox, RelayBell } from '@twinshop/platform/messaging';
import { Sealer } from '@twinshop/platform/secrets';
import { newId } from '@twinshop/platform/values';
import { testDatabase, type TestDatabase } from '@twinshop/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { Checkout } from '../src/checkout/checkout.port.ts';
import { checkoutBySaga, orderEntities, orderMigrations, OrderModule, sagaMigrations } from '../src/index.ts';
import { CheckoutMessages } from '../src/messaging/checkout.messages.ts';
import { Customers } from '../src/persistence/customers.ts';
import { Orders } from '../src/persistence/orders.ts';

/** The catalogue's service as it is reached over HTTP: it may be away, and it counts how often it is asked. */
export class RemoteCatalogDouble extends CatalogApi {
  readonly sold = new Map<string, Offer>();
  readonly asked: string[][] = [];
  away = false;

  override async offers(ids: readonly string[]): Promise<Map<string, Offer>> {
    this.asked.push([...ids]);
    if (this.away) throw new Error('the catalogue is away');
    return new Map(ids.flatMap((id) => (this.sold.has(id) ? [[id, { ...this.sold.get(id)! }]] : [])));
  }

  override async summaries(): Promise<ProductSummary[]> {
    return [];
  }

  override async popular(): Promise<ProductSummary[]> {
    return [];
  }
}

/** A message as it comes from a queue. */
export const message = <Data>(type: MessageType<Data>, data: Data): Message<Data> => ({
  eventId: newId(),
  type: type.name,
  occurredAt: new Date().toISOString(),
  correlationId: 'a request',
  causationId: 'a message',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data,
});

export interface SagaProcess {
  module: TestingModule;
  database: Database;
  pool: TestDatabase['pool'];
  orders: Orders;
  checkout: Checkout;
  catalog: RemoteCatalogDouble;
  messages: CheckoutMessages;
  sealer: Sealer;
  customerId: string;
  /** How often the relay was told that there is something to take. */
  rings(): number;
  /** A product that the catalogue sells. */
  product(price?: number): string;
  place(request: Request, key: string, customerId?: string): ReturnType<Checkout['place']>;
  /** What stands in the outbox of a type, oldest first. */
  sent<Data>(type: MessageType<Data>): Promise<MessageOf<MessageType<Data>>[]>;
  stop(): Promise<void>;
}

/** The order module as a service has it, on a migrated database of its own, with an outbox that nobody empties. */
export async function startSagas(): Promise<SagaProcess> {
  const own = await testDatabase();
  const catalog = new RemoteCatalogDouble();
  const sealer = Sealer.from(Buffer.alloc(32, 7).toString('base64'));
  const bell = new RelayBell();
  let rings = 0;
  bell.hear(() => (rings += 1));
  const ports = [
    { provide: CatalogApi, useValue: catalog },
    { provide: Outbox, useValue: new Outbox(bell) },
    { provide: Inbox, inject: [Database], useFactory: (database: Database) => new Inbox(database) },
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
        applicationName: 'order-saga-test',
        poolSize: 20,
        entities: orderEntities,
        migrations: [...messagingMigrations, ...orderMigrations, ...sagaMigrations],
        onPoolError: () => undefined,
      }),
      AuthModule.forRoot({ issuer, publicKeys }),
      Surroundings,
      OrderModule.forRoot({
        admin: { email: 'admin@shop.test', password: 'correct horse battery' },
        checkout: checkoutBySaga({ sealer }),
      }),
    ],
  }).compile();
  const customerId = await module
    .get(Customers)
    .add({ email: 'buyer@shop.test', name: 'Buyer', passwordHash: 'nobody signs in' });
  return {
    module,
    database: module.get(Database),
    pool: own.pool,
    orders: module.get(Orders),
    checkout: module.get(Checkout),
    catalog,
    messages: module.get(CheckoutMessages),
    sealer,
    customerId: customerId!,
    rings: () => rings,
    product(price = 1_299) {
      const productId = newId();
      catalog.sold.set(productId, { productId, name: 'Chair', price, version: 1 });
      return productId;
    },
    place: (request, key, customer = customerId!) => module.get(Checkout).place(customer, key, request),
    async sent<Data>(type: MessageType<Data>) {
      const { rows } = await own.pool.query(
        `SELECT event_id AS "eventId", type, occurred_at AS "occurredAt", correlation_id AS "correlationId",
           causation_id AS "causationId", traceparent, data FROM outbox WHERE type = $1 ORDER BY event_id`,
        [type.name],
      );
      for (const row of rows as Message<Data>[]) type.data.parse(row.data);
      return rows as Message<Data>[];
    },
    async stop() {
      await module.close();
      await own.drop();
    },
  };
}
