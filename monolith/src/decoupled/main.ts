import 'reflect-metadata';
import { serve } from '@twinshop/platform/http';
import { createLogger } from '@twinshop/platform/logging';
import { deadLettersOn } from '@twinshop/platform/messaging';
import { OperationsServer } from '@twinshop/platform/operations';
import { Registry } from 'prom-client';
import { loadConfig } from './config.ts';
import { DecoupledMonolith } from './decoupled-monolith.ts';
import { openHome } from './home.ts';
import { modulesAtStep } from './steps/index.ts';

const config = loadConfig.process();
const log = createLogger({ level: config.LOG_LEVEL, app: 'monolith', instance: config.INSTANCE });
const registry = new Registry();

const home = await openHome(config, log);
const modules = await Promise.all(modulesAtStep[config.STEP]!(home));
const app = await DecoupledMonolith.of(modules, home, registry);

const operations = new OperationsServer(
  [registry, ...modules.map((module) => module.registry)],
  modules.flatMap(({ name, checks }) =>
    checks.map((check) => ({ ...check, name: `${name}.${check.name}`, check: () => check.check() })),
  ),
  [deadLettersOn(...modules.map((module) => module.app)), ...modules.flatMap(({ extensions }) => extensions)],
);
await serve({ app, operations, log, host: config.HOST, port: config.PORT, opsPort: config.OPS_PORT });
