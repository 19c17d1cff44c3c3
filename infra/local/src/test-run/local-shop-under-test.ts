import { cp } from 'node:fs/promises';
import { shopHome } from '../home/shop-home.ts';
import { startShop, type StartedShop } from '../start-shop.ts';
import { shopEnvironment } from './shop-environment.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

/** As child processes on free ports. */
export class LocalShopUnderTest implements ShopUnderTest {
  readonly #logs: string;
  #shop: StartedShop | undefined;

  /** @param logs the folder that keeps the logs of each */
  constructor(logs: string) {
    this.#logs = logs;
  }

  async start(topology: string): Promise<void> {
    await this.stop();
    this.#shop = await startShop({ topology, products: 1_000 });
  }

  async stop(): Promise<void> {
    const shop = this.#shop;
    if (!shop) return;
    this.#shop = undefined;
    await cp(shopHome(shop.home).logs, `${this.#logs}/${shop.variant}`, { recursive: true });
    await shop.stop();
  }

  get environment(): Record<string, string> | undefined {
    const shop = this.#shop;
    if (!shop) return undefined;
    return shopEnvironment({
      ...shop,
      opsUrls: shop.processes.flatMap(({ name, opsUrl }) => (opsUrl ? [[name, opsUrl]] : [])),
      keys: shopHome(shop.home).keys,
    });
  }
}
