import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ContainerShop } from '@twinshop/docker';
import { freePort } from '@twinshop/processes';
import { topologies } from '@twinshop/topologies';
import { shopEnvironment } from './shop-environment.ts';
import type { ShopUnderTest } from './shop-under-test.ts';

const REACHABLE = 'infra/docker/compose.reachable.yml';
const KEYS = { privateKeyFile: 'customers-private.json', publicKeysFile: 'customers-public.json' };

/** In containers of a Compose project of its own, on a free port, with data that is thrown away. */
export class ContainerShopUnderTest implements ShopUnderTest {
  readonly project = `twinshop-test-${randomBytes(4).toString('hex')}`;
  readonly #logs: string;
  #shop: ContainerShop | undefined;
  #variant = '';
  #keysDir = '';
  #environment: Record<string, string> | undefined;

  /** @param logs the folder that keeps the logs of each */
  constructor(logs: string) {
    this.#logs = logs;
  }

  get environment(): Record<string, string> | undefined {
    return this.#environment;
  }

  async start(variant: string, onLine: (line: string) => void): Promise<void> {
    await this.stop();
    this.#variant = variant;
    this.#keysDir = await mkdtemp(path.join(tmpdir(), 'twinshop-keys-'));
    const { project } = this;
    const shop = new ContainerShop({ variant, project, overlays: [REACHABLE], port: await freePort() });
    this.#shop = shop;
    await shop.build({ onLine });
    await shop.start({ onLine });
    this.#environment = {
      ...(await this.#describe(shop)),
      SHOP_COMPOSE_PROJECT: project,
      SHOP_COMPOSE_OVERLAY: REACHABLE,
    };
  }

  async #describe(shop: ContainerShop): Promise<Record<string, string>> {
    const { compose, publicUrl } = shop;
    const internal = topologies[this.#variant]!.processes.filter(({ ready }) => ready.port === 'ops');
    const urlOf = async (name: string, port: number): Promise<string> =>
      `http://${await compose.published(name, port)}`;
    return shopEnvironment({
      variant: this.#variant,
      publicUrl,
      providerUrl: await urlOf('payment-provider', 8080),
      opsUrls: await Promise.all(internal.map(async ({ name }) => [name, await urlOf(name, 9080)] as const)),
      ...(await shop.credentials()),
      keys: {
        privateKeyFile: await this.#fetchKey(shop, KEYS.privateKeyFile),
        publicKeysFile: await this.#fetchKey(shop, KEYS.publicKeysFile),
      },
    });
  }

  async #fetchKey({ compose }: ContainerShop, name: string): Promise<string> {
    const file = path.join(this.#keysDir, name);
    await writeFile(file, await compose.run(['exec', '-T', 'shopkeeper', 'cat', `/secrets/vault/${name}`]), {
      mode: 0o600,
    });
    return file;
  }

  async stop(): Promise<void> {
    const shop = this.#shop;
    if (!shop) return;
    this.#shop = undefined;
    this.#environment = undefined;
    const logs = path.join(this.#logs, `${this.#variant}-in-containers`);
    await mkdir(logs, { recursive: true });
    await writeFile(
      path.join(logs, 'containers.log'),
      await shop.compose.run(['logs', '--no-color', '--timestamps']).catch(String),
    );
    await shop.stop('discard data');
    await rm(this.#keysDir, { recursive: true, force: true });
  }
}
