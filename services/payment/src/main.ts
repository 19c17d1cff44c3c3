import 'reflect-metadata';
import { PaymentProvider } from '@twinshop/payment-feature';
import { Database } from '@twinshop/platform/database';
import { createHttpApp, serve } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import { connectMessaging, deadLettersOn, QueueProgress, RelayProgress } from '@twinshop/platform/messaging';
import { databaseCheck, HttpMetrics, OperationsServer } from '@twinshop/platform/operations';
import { standBy } from '@twinshop/platform/ownership';
import { breakerDetails } from '@twinshop/platform/resilience';
import { Registry } from 'prom-client';
import { loadConfig } from './config.ts';
import { PaymentService } from './wiring.ts';

const config = loadConfig();
const log = createLogger({ level: config.LOG_LEVEL, app: 'payment', instance: config.INSTANCE });
const registry = new Registry();

const app = await createHttpApp(PaymentService.wire(config, log, registry), {
  app: 'payment',
  instance: config.INSTANCE,
  log,
  metrics: new HttpMetrics(registry),
});
await connectMessaging(app);
await standBy(app);

const operations = new OperationsServer(
  registry,
  [
    databaseCheck(app.get(Database)),
    app.get(QueueProgress),
    app.get(RelayProgress),
    breakerDetails(app.get(PaymentProvider).http),
  ],
  [deadLettersOn(app)],
);
await serve({ app, operations, log, host: config.HOST, port: config.PORT, opsPort: config.OPS_PORT });
