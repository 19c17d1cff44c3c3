import { freePort } from '@twinshop/processes';
import { topologyNamed } from '../shop/topology-named.ts';
import { ContainersHome } from './containers-home.ts';
import { StepShop } from './step-shop.ts';

export interface StartShopInContainersOptions {
  /** A step, by its name. */
  topology: string;
  /** The folder to know it by: `connectShop` leads it from there. */
  home: string;
  /** Of Compose. */
  project: string;
  products: number;
}

export interface ShopInContainers {
  /** Removes its containers and its data. */
  stop(): Promise<void>;
}

/** Runs a step for a test, in containers of a Compose project of its own. @throws DockerError */
export async function startShopInContainers({
  topology,
  home,
  project,
  products,
}: StartShopInContainersOptions): Promise<ShopInContainers> {
  const shop = new StepShop({
    topology: topologyNamed(topology),
    home: new ContainersHome(home),
    project,
    port: await freePort(),
    products,
    logLevel: 'warn',
  });
  const stop = (): Promise<void> => shop.stop('discard data');
  try {
    await shop.build({});
    await shop.start({});
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
