import 'reflect-metadata';
import { createHttpApp, serveOpenApi, serve } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import { databaseCheck, HttpMetrics, OperationsServer } from '@twinshop/platform/operations';
import { breakerDetails } from '@twinshop/platform/resilience';
import { Database } from '@twinshop/platform/database';
import { CheckoutProgress } from '@twinshop/order-feature';
import { PaymentProvider } from '@twinshop/payment-feature';
import { Registry } from 'prom-client';
import { loadConfig } from './config.ts';
import { serveStorefront } from './storefront.ts';
import { Monolith } from './wiring.ts';

const config = loadConfig();
const log = createLogger({ level: config.LOG_LEVEL, app: 'monolith', instance: config.INSTANCE });
const registry = new Registry();

const app = await createHttpApp(await Monolith.wire(config, log, registry), {
  app: 'monolith',
  instance: config.INSTANCE,
  log,
  metrics: new HttpMetrics(registry),
});
serveOpenApi(app);
if (config.STOREFRONT_DIR !== undefined) await serveStorefront(app, config.STOREFRONT_DIR);

const operations = new OperationsServer(registry, [
  databaseCheck(app.get(Database)),
  app.get(CheckoutProgress),
  breakerDetails(app.get(PaymentProvider).http),
]);
await serve({
  app,
  operations,
  log,
  host: config.HOST,
  port: config.PORT,
  opsPort: config.OPS_PORT,
  reusePort: config.REUSE_PORT,
});
