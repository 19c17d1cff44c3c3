import { Global, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { OfferEvents, type CreateProduct } from '@twinshop/catalog-contracts';
import { AuthModule } from '@twinshop/platform/auth';
import { Database, DatabaseModule } from '@twinshop/platform/database';
import { Inbox, messagingMigrations, Outbox } from '@twinshop/platform/messaging';
import { RecommendationApi } from '@twinshop/recommendation-contracts';
import { testDatabase, type TestDatabase } from '@twinshop/testing';
import {
  catalogEntities,
  CatalogMessagesModule,
  catalogMigrations,
  CatalogModule,
  OfferEventsByOutbox,
} from '../src/index.ts';
import { ListProducts } from '../src/use-cases/list-products/list-products.ts';
import { ProductPages } from '../src/persistence/product-pages.ts';
import { Products } from '../src/persistence/products.ts';
import { StockMessages } from '../src/messaging/stock.messages.ts';
import { Stock } from '../src/persistence/stock.ts';

const CONNECTIONS = 20;

/** What the catalogue is told about what goes with what; a test sets it. */
export class RecommendationDouble extends RecommendationApi {
  answer: () => Promise<string[]> = async () => [];

  override alsoBought(): Promise<string[]> {
    return this.answer();
  }
}

export interface CatalogProcess {
  database: Database;
  url: string;
  /** The same database beside the process, for looking and for preparing. */
  pool: TestDatabase['pool'];
  module: TestingModule;
  products: Products;
  pages: ProductPages;
  listing: ListProducts;
  stock: Stock;
  messages: StockMessages;
  recommendations: RecommendationDouble;
  stop(): Promise<void>;
}

/** The catalogue alone in a process, on a migrated database of its own, or on that of another process. */
export async function startCatalog(beside?: CatalogProcess): Promise<CatalogProcess> {
  const own = beside ?? (await testDatabase());
  const recommendations = new RecommendationDouble();

  @Global()
  @Module({
    providers: [
      { provide: RecommendationApi, useValue: recommendations },
      { provide: Outbox, useFactory: () => new Outbox({ ring: () => undefined } as never) },
      { provide: OfferEvents, useClass: OfferEventsByOutbox },
      Inbox,
    ],
    exports: [Inbox, OfferEvents, Outbox, RecommendationApi],
  })
  class Surroundings {}

  const module = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({
        url: own.url,
        applicationName: 'catalog-test',
        poolSize: CONNECTIONS,
        entities: catalogEntities,
        migrations: [...messagingMigrations, ...catalogMigrations],
        onPoolError: () => undefined,
      }),
      AuthModule.forRoot({ publicKeys: { keys: [] } }),
      Surroundings,
      CatalogModule,
      CatalogMessagesModule,
    ],
  }).compile();
  await openConnections(module.get(Database));
  return {
    database: module.get(Database),
    url: own.url,
    pool: own.pool,
    module,
    products: module.get(Products),
    pages: module.get(ProductPages),
    listing: module.get(ListProducts),
    stock: module.get(Stock),
    messages: module.get(StockMessages, { strict: false }),
    recommendations,
    async stop() {
      await module.close();
      if ('drop' in own) await own.drop();
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

let made = 0;

/** A product that can be added, with whatever is to be different about it. */
export const aProduct = (change: Partial<CreateProduct> = {}): CreateProduct => ({
  sku: `SKU-${(made += 1)}`,
  name: 'Plain chair',
  description: 'Something to sit on.',
  price: { amount: 1_299, currency: 'GBP' },
  category: 'furniture',
  stock: 20,
  ...change,
});

/** Adds products, and answers their ids. */
export async function add(products: Products, ...rows: CreateProduct[]): Promise<string[]> {
  const ids = await products.add(rows);
  return ids.map((id, index) => {
    if (id === undefined) throw new Error(`${rows[index]!.sku} is taken`);
    return id;
  });
}
