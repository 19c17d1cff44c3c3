import { startShop, type StartedShop } from '@twinshop/local';
import { withFailpoints, type FaultControl } from '@twinshop/mutations';
import { removeBranches } from '../fence/cgroup/cgroup.ts';
import { fencedTopology, recommendsIn } from './fenced-topologies.ts';
import type { FromHost, HostedProcess, Requests, ShopToHost, ToHost } from './host-protocol.ts';

/**
 * Runs one shop, in a process of its own so that the shop is where this process is: within a fence. It rests while the shop
 * works. Ends when it is asked to, or when whoever started it is gone.
 */
let hosted: Promise<Hosted> | undefined;
let group: ShopToHost['branches'] = [];

interface Hosted {
  shop: StartedShop;
  recommendations: FaultControl | undefined;
}

process.on('message', (message: ToHost) => {
  if ('start' in message) {
    group = message.start.branches;
    hosted = start(message.start);
    hosted.then(
      ({ shop }) => tell({ started: factsOf(shop), processes: processesOf(shop) }),
      (error: Error) => tell({ notStarted: error.message }),
    );
    return;
  }
  const { id } = message;
  obey(message).then(
    (processes) => tell({ id, processes }),
    (error: Error) => tell({ id, failed: error.message }),
  );
});

process.once('disconnect', () => void end());
process.once('SIGTERM', () => void end());

let ending: Promise<void> | undefined;
function end(): Promise<void> {
  return (ending ??= (async () => {
    const { shop } = (await hosted?.catch(() => undefined)) ?? {};
    await shop?.stop();
    await removeBranches(group);
    process.exit();
  })());
}

async function start({ topology, products, scale, canSlowRecommendations }: ShopToHost): Promise<Hosted> {
  const plain = fencedTopology(topology);
  const place = recommendsIn(plain);
  const damaged = canSlowRecommendations ? withFailpoints(plain, [place]) : undefined;
  const shop = await startShop({
    topology: damaged?.topology ?? plain,
    scale,
    products,
    build: false,
    durable: true,
    logLevel: 'warn',
  });
  return { shop, recommendations: damaged?.controlOf(place) };
}

type Request = Exclude<ToHost, { start: ShopToHost }>;

async function obey({ request, with: asked }: Request): Promise<readonly HostedProcess[]> {
  const { shop, recommendations } = await hosted!;
  if (request === 'kill') await shop.killProcess(asked.name, asked.signal);
  else if (request === 'restart') await shop.restart(asked.name);
  else await slow(recommendations, asked);
  return processesOf(shop);
}

async function slow(
  recommendations: FaultControl | undefined,
  { byMs }: Requests['slowRecommendations'],
): Promise<void> {
  if (recommendations === undefined) throw new Error('This shop was started without a way to slow it down.');
  if (byMs === 0) await recommendations.clear();
  else await recommendations.set('recommendation', { slowMs: byMs });
}

const factsOf = ({
  publicUrl,
  providerUrl,
  databases,
  redisUrl,
  admin,
  customer,
  home,
}: StartedShop): Extract<FromHost, { started: unknown }>['started'] => ({
  publicUrl,
  providerUrl,
  databases,
  redisUrl,
  admin,
  customer,
  home,
});

const processesOf = (shop: StartedShop): HostedProcess[] =>
  shop.processes.map(({ name, pid }) => ({ name, pid }));

function tell(answer: FromHost): void {
  // Nobody listens any more where the parent is gone.
  if (process.connected) process.send!(answer);
}
