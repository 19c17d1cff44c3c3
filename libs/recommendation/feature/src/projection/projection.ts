import { Injectable } from '@nestjs/common';
import { newId } from '@twinshop/platform/values';
import type { BoughtTogether } from '@twinshop/recommendation-contracts';
import { Names, ROOT } from './names.ts';
import { ProjectionRedis } from './projection-redis.ts';

export interface Change {
  kind: 'confirmed' | 'cancelled';
  order: BoughtTogether;
}

export interface ProjectionState {
  /** The generation that is read; undefined where there is none yet. */
  serving: string | undefined;
  /** Whether it lacks no order that it should have. */
  complete: boolean;
  building: { generation: string; orders: number } | undefined;
}

/** Redis does nothing else while a script runs: one for so many orders at most, a few milliseconds. */
const MOST_IN_A_SCRIPT = 50;

const KEYS_IN_A_PIECE = 1_000;

/** The confirmed orders as recommendations need them, in Redis (docs/adr/0014). */
@Injectable()
export class Projection {
  private readonly redis: ProjectionRedis;

  constructor(redis: ProjectionRedis) {
    this.redis = redis;
  }

  /** Takes what happened to orders: however often it is told, and in whatever order. */
  take(changes: readonly Change[]): Promise<void> {
    return this.send('', changes);
  }

  /** A new generation, which from now on hears of everything too; undefined where another is being built. */
  async begin(): Promise<string | undefined> {
    const generation = newId();
    return (await this.redis.begin(ROOT, generation)) === 1 ? generation : undefined;
  }

  /** @throws where the generation was given up meanwhile */
  add(generation: string, orders: readonly BoughtTogether[]): Promise<void> {
    return this.send(
      generation,
      orders.map((order) => ({ kind: 'confirmed', order })),
    );
  }

  /** Lets a generation take the place of the one that serves. @throws where it was given up meanwhile */
  async serve(generation: string): Promise<void> {
    if ((await this.redis.serve(ROOT, generation)) === 0) throw new Error(`${generation} was given up`);
  }

  async abandon(generation: string): Promise<void> {
    await this.redis.abandon(ROOT, generation);
  }

  async state(): Promise<ProjectionState> {
    const [serving, complete, building, orders] = await this.redis.state(ROOT);
    return {
      serving: serving === '' ? undefined : serving,
      complete: complete === 1,
      building: building === '' ? undefined : { generation: building, orders },
    };
  }

  /** Removes, piece by piece, what is left of generations that neither serve nor are being built. */
  async sweep(): Promise<void> {
    const dropped = (await this.redis.state(ROOT))[4];
    for (const generation of dropped) {
      const pieces = this.redis.scanStream({
        match: new Names(generation).everything,
        count: KEYS_IN_A_PIECE,
      });
      for await (const keys of pieces) {
        if ((keys as string[]).length > 0) await this.redis.unlink(keys as string[]);
      }
      await this.redis.srem(`${ROOT}:generations`, generation);
    }
  }

  private async send(generation: string, changes: readonly Change[]): Promise<void> {
    for (let from = 0; from < changes.length; from += MOST_IN_A_SCRIPT) {
      const piece = changes.slice(from, from + MOST_IN_A_SCRIPT);
      await this.redis.take(
        ROOT,
        generation,
        newId(),
        Date.now(),
        ...piece.flatMap(({ kind, order }) => [
          kind === 'confirmed' ? '+' : '-',
          order.orderId,
          order.customerId,
          order.lines.map(({ productId }) => productId).join(' '),
        ]),
      );
    }
  }
}
