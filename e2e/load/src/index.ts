export * from './load.ts';
export { runLoad, type RunLoadOptions } from './run-load.ts';
export { openMarket, renewTokens, type OpenMarketOptions } from './market/open-market.ts';
export { fillShelves } from './market/fill-shelves.ts';
export type { Customer, Market } from './market/market.ts';
export {
  readHistoricDay,
  speedUpFor,
  type HistoricDay,
  type HistoricDayOptions,
  type HistoricDayResult,
  type HistoricOrder,
} from './real-day/historic-day.ts';
export { VISITS_THAT_BUY, VISITS_THAT_SEARCH } from './scenarios/mixed.ts';
export { Arrivals, evenly } from './arrivals.ts';
export { Latencies } from './latencies.ts';
export { Random } from './random.ts';
export { ShopDoor, type Account, type Reply } from './shop-door.ts';
