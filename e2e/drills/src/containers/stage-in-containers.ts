import { randomBytes } from 'node:crypto';
import { Containers, ContainerShop, LOOKOUT, lookInto, requireEngine } from '@twinshop/docker';
import { onStopSignals } from '@twinshop/local';
import { freePort } from '@twinshop/processes';
import { topologies } from '@twinshop/topologies';
import type { Stage } from '../faults/stage.ts';
import { processOf } from '../replica.ts';
import type { SetStage } from '../run/set-stage.ts';
import { ContainerShopOnStage } from './container-shop-on-stage.ts';
import { wayTo } from './cut-off.ts';

const PRODUCTS = 300;
/** The gateway asks for names every second, tells its customers, and gives who failed another chance after a while. */
const KNOWN_AFTER_MS = 5_000;

export interface StageInContainersOptions {
  /** Whether images are built first where their sources changed; true unless told. */
  build?: boolean;
  /** Told where it is being set. */
  say?: (line: string) => void;
}

/**
 * Sets a stage in containers of a Compose project of its own; `clear` removes all of it, and so does an interruption.
 * `docker compose ls` shows one that was left by a drill which was killed itself.
 * @throws DockerError
 */
export function stageInContainers({ build = true, say }: StageInContainersOptions = {}): SetStage {
  return async ({ variant, scenario: { scale = {}, supervised = true, logLevel = 'warn' } }) => {
    await requireEngine();
    const project = `twinshop-drill-${randomBytes(4).toString('hex')}`;
    const shop = new ContainerShop({
      variant,
      project,
      overlays: [LOOKOUT],
      port: await freePort(),
      products: PRODUCTS,
      logLevel,
      scale,
    });
    const topology = topologies[variant]!;
    say?.(`  in containers of the Compose project ${project}`);
    const abort = new AbortController();
    const { signal } = abort;
    let containers: Containers | undefined;

    const start = async (): Promise<Stage> => {
      if (build) await shop.build({ signal });
      await shop.start({ signal });
      containers = await Containers.of(project);
      const { all } = containers;
      const insight = await lookInto(shop.compose, topology);
      const { admin } = await shop.credentials();
      return {
        shop: new ContainerShopOnStage({ shop, topology, insight, containers, admin, supervised }),
        supervised,
        knownAfterMs: KNOWN_AFTER_MS,
        linksAt: (place) => {
          if (!('before' in place)) throw refusedBefore();
          return [...all].filter(([name]) => processOf(name) === place.before).map(([, each]) => wayTo(each));
        },
        controlOf: () => {
          throw refusedBefore();
        },
        fillLog: () => Promise.reject(refusedBefore()),
      };
    };
    const starting = start();

    let clearing: Promise<void> | undefined;
    const clear = (): Promise<void> => (clearing ??= clearAll());
    const clearAll = async (): Promise<void> => {
      abort.abort();
      await starting.catch(() => undefined);
      containers?.close();
      await shop.stop('discard data');
      forget();
    };
    const forget = onStopSignals(
      () => {
        process.stderr.write('\nInterrupted: its containers are removed …\n');
        // Whatever the drill still tries, it tries on what is being removed.
        process.on('unhandledRejection', () => undefined);
        void clear().finally(() => process.exit(130));
      },
      () => process.exit(130),
    );
    try {
      return { stage: await starting, clear };
    } catch (error) {
      await clear();
      throw error;
    }
  };
}

const refusedBefore = (): Error =>
  new Error('It is not in containers: whyNot() says so before a stage is set.');
