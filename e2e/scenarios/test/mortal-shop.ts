import { expect } from '@jest/globals';
import { startShop, type StartedShop } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { everyTopology } from '@twinshop/topologies';
import { shopUnderTest } from '../src/config.ts';
import { lines, Shop } from '../src/shop.ts';

const { variant } = shopUnderTest();

/** The card processor is no part of the shop. */
export const victims = everyTopology[variant]!.processes.map(({ name }) => name).filter(
  (name) => name !== 'payment-provider',
);

/** A shop of the test's own, whose processes it may kill. */
export class MortalShop {
  readonly #started: StartedShop;
  readonly shop: Shop;

  private constructor(started: StartedShop, shop: Shop) {
    this.#started = started;
    this.shop = shop;
  }

  static async start(): Promise<MortalShop> {
    const started = await startShop({ topology: variant });
    const { publicUrl: baseUrl, providerUrl, admin } = started;
    return new MortalShop(started, await Shop.open({ baseUrl, providerUrl, admin }));
  }

  async stop(): Promise<void> {
    await this.shop.close();
    await this.#started.stop();
  }

  /**
   * Runs the tasks and kills a process with SIGKILL in the moment when `after` of them are answered: the rest are under
   * way. Then it is started again.
   */
  async killAmid<Task>(
    victim: string,
    tasks: readonly Task[],
    after: number,
    run: (task: Task) => Promise<unknown>,
  ): Promise<void> {
    let answered = 0;
    let killed: Promise<void> | undefined;
    await Promise.allSettled(
      tasks.map(async (task) => {
        await run(task);
        answered += 1;
        if (answered === after) killed = this.#started.killProcess(victim);
      }),
    );
    expect(killed).toBeDefined();
    await killed;
    await this.#started.restart(victim);
  }

  /** Also of a product that is new: a breaker that opened while somebody was away lets nobody through for two seconds. */
  async untilOrdersAreTaken(): Promise<void> {
    const buyer = await this.shop.aCustomer();
    await eventually(
      async () => {
        const product = await this.shop.aProduct();
        expect(await buyer.place({ items: lines(product) })).toMatchObject({ status: 201 });
      },
      { within: 15_000, describe: 'the shop takes orders of new products' },
    );
  }
}
