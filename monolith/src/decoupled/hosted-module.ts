import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp } from '@twinshop/platform/http';
import { connectMessaging } from '@twinshop/platform/messaging';
import { HttpMetrics, type OperationsExtension, type ReadinessCheck } from '@twinshop/platform/operations';
import type { Registry } from 'prom-client';
import type { Home } from './home.ts';

export type ModuleName = 'catalog' | 'order' | 'payment' | 'recommendation';

/** A module of the monolith: an application with containers, connections and metrics of its own, as it will be as a service. */
export interface HostedModule {
  name: ModuleName;
  app: NestFastifyApplication;
  registry: Registry;
  checks: readonly ReadinessCheck[];
  extensions: readonly OperationsExtension[];
  /** Ends the answers that would go on for as long as somebody listens. */
  endStreams?: () => void;
}

/** Makes an application of a module's wiring, and lets the others of the process find it. */
export async function host(
  home: Home,
  name: ModuleName,
  registry: Registry,
  wiring: DynamicModule,
): Promise<NestFastifyApplication> {
  registry.setDefaultLabels({ module: name });
  const app = await createHttpApp(wiring, {
    app: 'monolith',
    instance: home.config.INSTANCE,
    log: home.log.child({ module: name }),
    metrics: new HttpMetrics(registry),
    closing: home.closing,
  });
  await connectMessaging(app);
  home.neighbours.moveIn(name, app);
  return app;
}
