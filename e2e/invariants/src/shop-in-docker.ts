import {
  closeLookout,
  Compose,
  DockerError,
  LOOKOUT,
  lookInto,
  openLookout,
  requireEngine,
} from '@twinshop/docker';
import { onStopSignals, readShopInContainers } from '@twinshop/local';
import { topologies } from '@twinshop/topologies';
import type { ShopToRead } from './reading/variant.ts';

export interface FoundShop {
  shop: ShopToRead;
  /** Once it has been read. */
  leave(): Promise<void>;
}

/**
 * Reaches into a shop that is up in containers, as `./shop up --docker` runs it. It publishes nothing but its front door,
 * and containers' own addresses are reached from Linux only; so, for as long as it is read, one container more joins its
 * networks and lets this machine in. Leaving removes that.
 * @param project of Compose
 */
export async function shopInDocker(project: string): Promise<FoundShop | { problem: string }> {
  try {
    await requireEngine();
    // One that is led from step to step has let this machine in already.
    const led = await readShopInContainers(project);
    if (led !== undefined) return { shop: led, leave: () => Promise.resolve() };
    const compose = new Compose({ project, overlays: [LOOKOUT] });
    const services = (await compose.run(['ps', '--services'])).split('\n');
    const topology = Object.values(topologies).find(({ entry }) => services.includes(entry));
    if (topology === undefined)
      return { problem: `No shop is up in the Compose project ${project}. Start one: ./shop up --docker` };
    const leave = whenDone(() => closeLookout(compose));
    try {
      await openLookout(compose);
      const { databases, redisUrl, providerUrl, opsUrlOf } = await lookInto(compose, topology);
      const processes = topology.processes.map(({ name }) => ({
        name,
        opsUrl: opsUrlOf(`${project}-${name}-1`),
      }));
      return { shop: { variant: topology.name, databases, redisUrl, providerUrl, processes }, leave };
    } catch (error) {
      await leave();
      throw error;
    }
  } catch (error) {
    if (error instanceof DockerError) return { problem: error.message };
    throw error;
  }
}

/** Does it once, when asked to, or before this program ends because somebody stops it. */
function whenDone(work: () => Promise<void>): () => Promise<void> {
  let doing: Promise<void> | undefined;
  const done = (): Promise<void> => (doing ??= work().finally(forget));
  const forget = onStopSignals(
    () => void done().finally(() => process.exit(130)),
    () => process.exit(130),
  );
  return done;
}
