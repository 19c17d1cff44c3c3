export { CatalogInProcess } from './catalog-in-process.ts';
export { CatalogInternalModule } from './catalog-internal.module.ts';
export { CatalogMessagesModule } from './catalog-messages.module.ts';
export { CatalogModule } from './catalog.module.ts';
export { OfferEventsByOutbox } from './messaging/offer-events.outbox.ts';
export { catalogEntities, catalogMigrations } from './persistence/index.ts';
export { Stock } from './persistence/stock.ts';
export { RecordSales } from './use-cases/record-sales/record-sales.ts';
