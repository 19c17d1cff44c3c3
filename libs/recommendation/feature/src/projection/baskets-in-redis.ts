import { Injectable } from '@nestjs/common';
import { Baskets } from '@twinshop/recommendation-contracts';
import type { ChainableCommander } from 'ioredis';
import { Names, ROOT } from './names.ts';
import { ProjectionRedis } from './projection-redis.ts';

/** Baskets from the projection. Rejects while Redis can't be asked; knows nothing where there is no projection. */
@Injectable()
export class BasketsInRedis extends Baskets {
  private readonly redis: ProjectionRedis;
  private serving = '';

  constructor(redis: ProjectionRedis) {
    super();
    this.redis = redis;
  }

  override async having(productIds: readonly string[], most: number): Promise<string[][]> {
    return (await this.read((ask, names) => {
      for (const id of productIds) ask.zrange(names.product(id), 0, most - 1, 'REV');
    })) as string[][];
  }

  override async contents(orderIds: readonly string[]): Promise<string[][]> {
    if (orderIds.length === 0) return [];
    const baskets = await this.read((ask, names) => {
      for (const id of orderIds) ask.hget(names.order(id), 'basket');
    });
    return (baskets as (string | null)[]).map((basket) => basket?.split(' ') ?? []);
  }

  override async latest(most: number): Promise<string[][]> {
    const [ids] = await this.read((ask, names) => ask.zrange(names.latest, 0, most - 1, 'REV'));
    return this.contents(ids as string[]);
  }

  override async ofCustomer(customerId: string, most: number): Promise<string[][]> {
    const [ids] = await this.read((ask, names) => ask.zrange(names.customer(customerId), 0, most - 1, 'REV'));
    return this.contents(ids as string[]);
  }

  /** In one round trip, of the generation that serves at that moment; asked again where that is a new one. */
  private async read(ask: (commands: ChainableCommander, names: Names) => unknown): Promise<unknown[]> {
    for (;;) {
      const generation = this.serving;
      const commands = this.redis.pipeline().get(`${ROOT}:serving`);
      ask(commands, new Names(generation));
      const answers = (await commands.exec())!.map(([error, answer]) => {
        if (error !== null) throw error;
        return answer;
      });
      const serving = (answers.shift() as string | null) ?? '';
      if (serving === generation) return answers;
      this.serving = serving;
    }
  }
}
