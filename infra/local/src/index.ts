export { buildWhatChanged } from './build/build.ts';
export { startShop } from './start-shop.ts';
export type { StartedShop, StartShopOptions } from './start-shop.ts';
export { readRunningShop } from './running-shop.ts';
export type { RunningShop } from './running-shop.ts';
export { isHealthy } from './processes/health.ts';
export { onStopSignals } from './terminal/stop-signals.ts';
