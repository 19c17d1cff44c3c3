import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createHttpApp, passOn, type Address } from '@twinshop/platform/http';
import { HttpMetrics } from '@twinshop/platform/operations';
import type { Registry } from 'prom-client';
import { serveStorefront } from '../storefront.ts';
import type { Home } from './home.ts';
import type { HostedModule } from './hosted-module.ts';
import { moduleOf } from './module-of.ts';

@Module({})
class Storefront {}

/** Modules that are applications of their own behind one address, and the storefront, which is nobody's. */
export class DecoupledMonolith {
  private readonly storefront: NestFastifyApplication;
  private readonly modules: readonly HostedModule[];

  private constructor(storefront: NestFastifyApplication, modules: readonly HostedModule[]) {
    this.storefront = storefront;
    this.modules = modules;
  }

  static async of(
    modules: readonly HostedModule[],
    { config, log, closing }: Home,
    registry: Registry,
  ): Promise<DecoupledMonolith> {
    const storefront = await createHttpApp(Storefront, {
      app: 'monolith',
      instance: config.INSTANCE,
      log,
      metrics: new HttpMetrics(registry),
      closing,
    });
    passOn(storefront, (path) => modules.find(({ name }) => name === moduleOf(path))?.app);
    await serveStorefront(storefront, config.STOREFRONT_DIR);
    return new DecoupledMonolith(storefront, modules);
  }

  /** Modules begin their work before customers come. */
  async listen(address: Address): Promise<void> {
    await Promise.all(this.modules.map(({ app }) => ready(app)));
    await this.storefront.listen(address);
  }

  /** Ends streams, takes no more requests, lets those end that are under way, then the modules' work. */
  async close(): Promise<void> {
    for (const { endStreams } of this.modules) endStreams?.();
    await this.storefront.close();
    await Promise.all(this.modules.map(({ app }) => app.close()));
  }
}

async function ready(app: NestFastifyApplication): Promise<void> {
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
}
