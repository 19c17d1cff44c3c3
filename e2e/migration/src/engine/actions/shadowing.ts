import { gatewayOf, processOf, type PublicModule, type StatefulModule } from '@twinshop/topologies';
import { readAround, startComparer, type Difference } from '../../shadow/index.ts';
import type { Action, Scene } from '../action.ts';
import { onTheMove } from '../gateway.ts';
import type { Way } from './way.ts';

/**
 * Each is two requests. On two processors, with forty customers' requests a second, the slowest of these in a second took 38 ms
 * beside 80 reads and half of what customers asked for, and 26 ms beside 40 and a quarter.
 */
const PER_SECOND = 40;
/** Times as long as reads take where each is alike at once, and a minute. */
const PATIENCE = 4;
const PATIENCE_MS = 60_000;
/** Of what customers ask for meanwhile. */
const MIRRORED_SHARE = 0.25;

/** Payments have no public address. */
const isRead = (module: StatefulModule): module is PublicModule & StatefulModule => module !== 'payment';

/** Both places are asked what customers read, by copies of their own requests and by a walk through all that there is. */
export const shadowReads = (way: Way, module: StatefulModule): Action[] =>
  isRead(module) ? [comparing(way, module)] : [];

const comparing = (way: Way, module: PublicModule): Action => ({
  phase: 'verify',
  says: 'what customers read is asked on both sides, and compared field by field',
  run: async (scene) => {
    const { control, spectator, shadowReads: reads, stopping } = scene;
    const withinMs = PATIENCE_MS + PATIENCE * (reads / PER_SECOND) * 1_000;
    const [old, fresh] = [
      await replicasOf(scene, way, module, 'from'),
      await replicasOf(scene, way, module, 'to'),
    ];
    const comparer = await startComparer({ old, fresh });
    const moving = onTheMove(way.from, way.to);
    let compared: number;
    try {
      await control.configureGateway({
        ...moving,
        routes: moving.routes.map((route) =>
          route.movingTo === undefined ? route : { ...route, mirrored: true },
        ),
        mirror: { to: new URL(comparer.url).host, share: MIRRORED_SHARE },
      });
      compared = await readAround({
        comparer,
        module,
        tokens: await scene.tokens(),
        perSecond: PER_SECOND,
        reads,
        withinMs,
        stopping,
        onProgress: (soFar) => spectator.progress(`${soFar} of ${reads} answers compared`),
      });
    } finally {
      try {
        // The next that it has to know: each reload has clients make new connections.
        await control.configureGateway(moving);
      } finally {
        spectator.compared(module, comparer.counts());
        await comparer.close();
      }
    }
    const different = comparer.unexplained();
    if (different.length > 0)
      throw new Error(
        `${module} is not read alike on both sides: ${different.map(({ read, differences }) => `${read} (${inWords(module, differences)})`).join('; ')}`,
      );
    if (compared < reads)
      throw new Error(
        `Only ${compared} of ${reads} answers could be compared in ${Math.round(withinMs / 1_000)} s; ${comparer.counts().unanswered} were not given.`,
      );
  },
});

/** What somebody ordered is nobody else's business: of what is only for themselves, only the place is told. */
const inWords = (module: PublicModule, [first]: readonly Difference[]): string =>
  module === 'catalog' ? JSON.stringify(first) : String(first?.at);

/** Where the replicas of the process answer that has a module in a topology. */
async function replicasOf(
  { control }: Scene,
  way: Way,
  module: PublicModule,
  side: 'from' | 'to',
): Promise<string[]> {
  const paths = { catalog: '/api/products', order: '/api/cart', recommendation: '/api/recommendations' };
  const name = gatewayOf(way[side]).routes.find(({ path }) => path === paths[module])!.to;
  const { processes } = await control.shop();
  return processes
    .filter((process) => processOf(process.name) === name)
    .flatMap(({ url }) => (url === undefined ? [] : [url]));
}
