import { cp } from 'node:fs/promises';
import { shopHome } from '../home/shop-home.ts';
import { startShop, type StartedShop } from '../start-shop.ts';

/** One shop at a time, on free ports, for suites that drive a running one. */
export class ShopUnderTest {
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

  /** What the suites know the shop by; undefined when none could be started. */
  get environment(): Record<string, string> | undefined {
    const shop = this.#shop;
    if (!shop) return undefined;
    const { keys } = shopHome(shop.home);
    const opsUrls = shop.processes.flatMap(({ name, opsUrl }) => (opsUrl ? [`${name}=${opsUrl}`] : []));
    return {
      SHOP_VARIANT: shop.variant,
      SHOP_BASE_URL: shop.publicUrl,
      SHOP_OPS_URLS: opsUrls.join(','),
      SHOP_PROVIDER_URL: shop.providerUrl,
      SHOP_ADMIN_EMAIL: shop.admin.email,
      SHOP_ADMIN_PASSWORD: shop.admin.password,
      SHOP_CUSTOMER_EMAIL: shop.customer.email,
      SHOP_CUSTOMER_PASSWORD: shop.customer.password,
      SHOP_AUTH_PRIVATE_KEY_FILE: keys.privateKeyFile,
      SHOP_AUTH_PUBLIC_KEYS_FILE: keys.publicKeysFile,
    };
  }
}
