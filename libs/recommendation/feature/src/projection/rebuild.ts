import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { ConfirmedOrders, type BoughtTogether } from '@twinshop/recommendation-contracts';
import { ReplyError } from 'ioredis';
import { Projection } from './projection.ts';
import { ProjectionMetrics } from './projection-metrics.ts';

/** With the second that Redis has for each, less than after which a builder that says nothing is given up. */
const ATTEMPTS = 5;
const PAUSE_MS = 500;

/** Builds the projection anew from the orders, while the old one serves and both hear of what goes on. */
@Injectable()
export class Rebuild implements BeforeApplicationShutdown {
  private readonly log = new Logger(Rebuild.name);
  private readonly projection: Projection;
  private readonly orders: ConfirmedOrders;
  private readonly metrics: ProjectionMetrics;
  private readonly stopped = Promise.withResolvers<never>();
  private running: Promise<void> = Promise.resolve();

  constructor(projection: Projection, orders: ConfirmedOrders, metrics: ProjectionMetrics) {
    this.projection = projection;
    this.orders = orders;
    this.metrics = metrics;
    this.stopped.promise.catch(() => undefined);
  }

  /**
   * Begins; one at a time, in all replicas together.
   * @returns the name of the new generation and its completion, or undefined where another is being built
   */
  async start(): Promise<{ generation: string; done: Promise<void> } | undefined> {
    const generation = await this.projection.begin();
    if (generation === undefined) return undefined;
    const done = this.build(generation);
    this.running = done.catch((error: Error) => {
      this.log.warn(`rebuilding the projection failed: ${error.message}`);
    });
    return { generation, done };
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.reject(new Error('the process stops'));
    await this.running;
  }

  private async build(generation: string): Promise<void> {
    const begun = Date.now();
    let orders = 0;
    this.metrics.rebuildOrders.set(0);
    try {
      const pages = this.orders.pages()[Symbol.asyncIterator]();
      for (;;) {
        // Nobody waits for a slow page where the process stops.
        const page = await Promise.race([pages.next(), this.stopped.promise]);
        if (page.done === true) break;
        await this.add(generation, page.value);
        orders += page.value.length;
        this.metrics.rebuildOrders.set(orders);
      }
      await this.projection.serve(generation);
    } catch (error) {
      this.metrics.rebuilds.inc({ outcome: 'failed' });
      await this.projection.abandon(generation).catch(() => undefined);
      throw error;
    }
    this.metrics.rebuilds.inc({ outcome: 'done' });
    this.log.log(`the projection was rebuilt from ${orders} orders in ${Date.now() - begun} ms`);
    await this.projection.sweep();
  }

  /**
   * A long rebuild meets moments in which Redis is busy; what it has heard already it can hear again. Where it says no, it
   * is not asked again.
   */
  private async add(generation: string, orders: readonly BoughtTogether[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.projection.add(generation, orders);
      } catch (error) {
        if (attempt === ATTEMPTS || error instanceof ReplyError) throw error;
        await Promise.race([delay(PAUSE_MS), this.stopped.promise]);
      }
    }
  }
}
