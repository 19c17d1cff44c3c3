import { randomBytes } from 'node:crypto';
import path from 'node:path';
import {
  Containers,
  ContainerShop,
  docker,
  FENCED,
  lookInto,
  LOOKOUT,
  MONOLITH_BEHIND_GATEWAY,
  type ContainerFacts,
} from '@twinshop/docker';
import { isHealthy } from '@twinshop/local';
import { freePort } from '@twinshop/processes';
import { eventually } from '@twinshop/testing';
import type { Topology } from '@twinshop/topologies';
import type { Enclosure, Fence } from '../../fence/fence.ts';
import { parseBytesToOthers } from '../../meters/kernel-text.ts';
import { readProcFile } from '../../meters/proc-file.ts';
import type { FencedShop, FencedShopOptions } from '../fenced-shop.ts';
import { fencedTopology, PROVIDER } from '../fenced-topologies.ts';
import { gatewayKnows, routedTo } from './gateway-knows.ts';
import { imageSizes } from './image-sizes.ts';

const READY_WITHIN_MS = 120_000;
const DONE_WITHIN_MS = 60_000;
const PUBLIC_PORT = 8080;

/**
 * Starts a shop in containers of a Compose project of its own, from images that are there, with the control group that the
 * fence has for it, or else its cores. `docker compose ls` shows one that was left as this process was killed.
 * @throws DockerError, or with the words of what is not as it must be
 */
export async function startShopInContainers({
  topology: topologyName,
  products,
  fence,
  name = topologyName,
  scale = {},
}: FencedShopOptions): Promise<FencedShop> {
  const topology = fencedTopology(topologyName);
  const enclosure = fence.enclose(name);
  const project = `twinshop-compare-${randomBytes(4).toString('hex')}`;
  const shop = new ContainerShop({
    ...composeOf(topology),
    project,
    environment: limitsOf(fence, enclosure),
    port: await freePort(),
    products,
    logLevel: 'warn',
    scale,
  });
  let containers: Containers | undefined;
  const stop = async (): Promise<void> => {
    containers?.close();
    await shop.stop('discard data');
    await enclosure.remove();
  };
  try {
    await shop.start({});
    containers = await Containers.of(project);
    return await opened({ shop, topology, project, enclosure, containers, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

function composeOf({ name, servers }: Topology): { variant: string; overlays: readonly string[] } {
  const overlays = [LOOKOUT, FENCED];
  return servers.length > 0
    ? { variant: name, overlays }
    : { variant: 'monolith', overlays: [...overlays, MONOLITH_BEHIND_GATEWAY] };
}

/** For the variables of `FENCED`. */
function limitsOf({ cores }: Fence, { branches: [group] }: Enclosure): Record<string, string> {
  return {
    ...(group && { SHOP_GROUP: `/${path.basename(group.folder)}` }),
    ...(cores && { SHOP_CORES: cores.shop.join(','), LOAD_CORES: String(cores.load) }),
  };
}

interface Opened {
  shop: ContainerShop;
  topology: Topology;
  project: string;
  enclosure: Enclosure;
  containers: Containers;
  stop: () => Promise<void>;
}

async function opened({ shop, topology, project, enclosure, containers, stop }: Opened): Promise<FencedShop> {
  const programs = topology.processes.map((process) => process.name);
  const own = new Set([...programs, 'postgres', ...topology.servers].filter((name) => name !== PROVIDER));
  const parts = (): [string, ContainerFacts][] =>
    [...containers.all].filter(([, { service }]) => own.has(service));
  for (const [name, { pid }] of parts()) checkPlace(name, pid, enclosure);

  const { databases, redisUrl, providerUrl, opsUrlOf } = await lookInto(shop.compose, topology);
  const { admin } = await shop.credentials();
  // Past the engine’s own proxy for published ports, which takes processor time that nobody’s limit holds.
  const publicUrl = async (): Promise<string> =>
    `http://${await addressOf(containers.get('gateway'), `${project}_door`)}:${PUBLIC_PORT}`;
  let url = await publicUrl();

  const readyUrlOf = ({ name, service }: ContainerFacts): string => {
    if (service === 'postgres') return databases.catalog;
    if (service === 'redis') return redisUrl!;
    const { ready } = topology.processes.find((process) => process.name === service)!;
    return ready.port === 'public' ? `${providerUrl}${ready.path}` : `${opsUrlOf(name)}${ready.path}`;
  };
  return {
    topology: topology.name,
    enclosure,
    databases,
    providerUrl,
    admin,
    stop,
    get publicUrl() {
      return url;
    },
    get processes() {
      return parts().map(([name, { pid }]) => ({ name, pid }));
    },
    get providerPid() {
      return containers.get(PROVIDER).pid;
    },
    get sentBytes() {
      return sentBy([...parts(), [PROVIDER, containers.get(PROVIDER)]]);
    },
    async killProcess(name, signal = 'SIGKILL') {
      const { id } = containers.get(name);
      const words = signal === 'SIGKILL' ? ['kill', id] : ['stop', '--signal', signal, id];
      await docker(words, { deadlineMs: DONE_WITHIN_MS });
      await containers.refresh(name);
    },
    async restart(name) {
      await docker(['restart', containers.get(name).id], { deadlineMs: DONE_WITHIN_MS });
      await containers.refresh(name);
      const facts = containers.get(name);
      await eventually(() => isHealthy(readyUrlOf(facts)), {
        within: READY_WITHIN_MS,
        describe: `${name} is ready`,
      });
      if (name === 'gateway') url = await publicUrl();
      if (routedTo(topology, facts.service))
        await gatewayKnows(containers, await addressOf(facts, `${project}_shop`));
    },
    slowRecommendations: () =>
      Promise.reject(
        new Error('Images hold the program as it is delivered, with no switch to slow it down.'),
      ),
    imageSizes: () => imageSizes(topology),
  };
}

/** @throws where its limits could not take effect, or its figures not be read */
function checkPlace(name: string, pid: number | undefined, { branches: [group] }: Enclosure): void {
  const groups = pid === undefined ? undefined : readProcFile(`/proc/${pid}/cgroup`);
  if (groups === undefined)
    throw new Error(
      `The process of the container ${name} is not seen on this machine: a comparison needs an engine that runs on it.`,
    );
  if (group !== undefined && !groups.includes(`/${path.basename(group.folder)}/`))
    throw new Error(`The engine did not put the container ${name} into the control group that it was given.`);
}

/** By container; one that is started anew counts anew, and so goes by another name. */
function sentBy(parts: readonly (readonly [string, ContainerFacts])[]): Record<string, number> | undefined {
  const counters = parts.flatMap(([name, { pid }]) => {
    const text = pid === undefined ? undefined : readProcFile(`/proc/${pid}/net/dev`);
    return text === undefined ? [] : [[`${name} ${pid}`, parseBytesToOthers(text)] as const];
  });
  return counters.length === 0 ? undefined : Object.fromEntries(counters);
}

async function addressOf({ id }: ContainerFacts, network: string): Promise<string> {
  const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
  return (await docker(['inspect', '--format', format, id], { deadlineMs: DONE_WITHIN_MS })).trim();
}
