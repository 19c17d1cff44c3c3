import {
  docker,
  type ContainerFacts,
  type Containers,
  type ContainerShop,
  type Insight,
} from '@twinshop/docker';
import { isHealthy } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import type { Topology } from '@twinshop/topologies';
import type { PartOnStage, ShopOnStage } from '../faults/stage.ts';
import { processOf } from '../replica.ts';

const READY_WITHIN_MS = 120_000;
const PAUSED_WITHIN_MS = 20_000;
/** As infra/docker/gateway does it in there: customers are asked to make new connections first. */
const RELOAD =
  'cd /run/gateway && touch leaving && sleep 0.5 && nginx -p ./ -c nginx.conf -s reload; sleep 1; rm -f leaving';

export interface ContainerShopParts {
  shop: ContainerShop;
  topology: Topology;
  insight: Insight;
  containers: Containers;
  admin: ShopOnStage['admin'];
  /** Whether what is killed is started again at once. */
  supervised: boolean;
}

/** A shop in containers: what is done to its parts is done by `docker kill`, `restart`, `pause`. */
export class ContainerShopOnStage implements ShopOnStage {
  readonly #parts: ContainerShopParts;

  constructor(parts: ContainerShopParts) {
    this.#parts = parts;
  }

  get variant(): string {
    return this.#parts.topology.name;
  }

  get publicUrl(): string {
    return this.#parts.shop.publicUrl;
  }

  get admin(): ShopOnStage['admin'] {
    return this.#parts.admin;
  }

  get databases(): Insight['databases'] {
    return this.#parts.insight.databases;
  }

  get redisUrl(): string | undefined {
    return this.#parts.insight.redisUrl;
  }

  get providerUrl(): string {
    return this.#parts.insight.providerUrl;
  }

  get processes(): PartOnStage[] {
    return [...this.#parts.containers.all].flatMap(([name, facts]) => {
      const urls = this.#urlsOf(facts);
      return urls === undefined ? [] : [{ name, pid: facts.pid, ...urls }];
    });
  }

  /** Docker takes `docker kill` for an order to stay away: where a crash would be followed by a start, so is this. */
  async killProcess(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { containers, supervised } = this.#parts;
    const { id } = containers.get(name);
    await docker(signal === 'SIGKILL' ? ['kill', id] : ['stop', '--signal', signal, id]);
    if (signal === 'SIGKILL' && supervised) await docker(['start', id]);
    await containers.refresh(name);
  }

  async restart(name: string): Promise<void> {
    const { containers } = this.#parts;
    await docker(['restart', containers.get(name).id]);
    await containers.refresh(name);
    await eventually(() => isHealthy(this.#urlsOf(containers.get(name))!.readyUrl), {
      within: READY_WITHIN_MS,
      describe: `${name} is ready`,
    });
  }

  /** Who is busy does not always freeze in the time that the kernel is given for it: then it is asked again. */
  async pause(name: string): Promise<void> {
    const { id } = this.#parts.containers.get(name);
    await eventually(() => docker(['pause', id]), {
      within: PAUSED_WITHIN_MS,
      describe: `${name} is paused`,
    });
  }

  async resume(name: string): Promise<void> {
    await docker(['unpause', this.#parts.containers.get(name).id]);
  }

  async reloadGateway(): Promise<void> {
    await docker(['exec', this.#parts.containers.get('gateway').id, 'sh', '-c', RELOAD]);
  }

  /** Undefined for what is no part of the shop, but prepares it or looks into it. */
  #urlsOf({ name, service }: ContainerFacts): Pick<PartOnStage, 'opsUrl' | 'readyUrl'> | undefined {
    const { topology, insight } = this.#parts;
    if (service === 'postgres') return { readyUrl: insight.databases.catalog };
    if (service === 'redis') return { readyUrl: insight.redisUrl! };
    const described = topology.processes.find((process) => process.name === processOf(service));
    if (described === undefined) return undefined;
    const { port, path } = described.ready;
    if (port === 'public') return { readyUrl: `${insight.providerUrl}${path}` };
    const opsUrl = insight.opsUrlOf(name);
    return { opsUrl, readyUrl: `${opsUrl}${path}` };
  }
}
