import 'reflect-metadata';
import { CatalogHttp } from '@twinshop/catalog-client';
import { createHttpApp, serve } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import { connectMessaging, deadLettersOn, QueueProgress } from '@twinshop/platform/messaging';
import { HttpMetrics, OperationsServer } from '@twinshop/platform/operations';
import { breakerDetails } from '@twinshop/platform/resilience';
import { Projection, projectionCheck, projectionOperations, Rebuild } from '@twinshop/recommendation-feature';
import { Registry } from 'prom-client';
import { loadConfig } from './config.ts';
import { RecommendationService } from './wiring.ts';

const config = loadConfig();
const log = createLogger({ level: config.LOG_LEVEL, app: 'recommendation', instance: config.INSTANCE });
const registry = new Registry();

const app = await createHttpApp(await RecommendationService.wire(config, log, registry), {
  app: 'recommendation',
  instance: config.INSTANCE,
  log,
  metrics: new HttpMetrics(registry),
});
await connectMessaging(app);

const projection = app.get(Projection);
const operations = new OperationsServer(
  registry,
  [projectionCheck(projection), app.get(QueueProgress), breakerDetails(app.get(CatalogHttp).http)],
  [deadLettersOn(app), projectionOperations(projection, app.get(Rebuild))],
);
await serve({ app, operations, log, host: config.HOST, port: config.PORT, opsPort: config.OPS_PORT });
