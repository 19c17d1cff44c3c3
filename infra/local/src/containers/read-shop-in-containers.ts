import { config } from '../config.ts';
import type { RunningShop } from '../running-shop.ts';
import { ContainersControl } from './containers-control.ts';
import { ContainersHome } from './containers-home.ts';
import { Crew } from './crew.ts';

/** The shop that `./shop up step-0 --docker` runs in a Compose project, or undefined where none does. @throws DockerError */
export async function readShopInContainers(project: string): Promise<RunningShop | undefined> {
  const home = new ContainersHome(config.containersHome);
  if (home.record?.project !== project) return undefined;
  if (!(await Crew.of(project)).runs('lookout')) return undefined;
  return new ContainersControl(home).shop();
}
