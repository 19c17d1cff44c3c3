export * from './product.ts';
export * from './requests.ts';
export * from './failures.ts';
export { CatalogApi, type Offer } from './catalog-api.port.ts';
export { StockApi, type StockLine, type StockTake } from './stock-api.port.ts';
export { OfferEvents } from './offer-events.port.ts';
export * from './messages.ts';
export * from './internal.ts';
