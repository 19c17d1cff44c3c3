import { writeFile } from 'node:fs/promises';
import { docker, imagesOf, MADE_AS, MADE_FOR, type RunOptions } from '@twinshop/docker';
import { ensureDatabases, type DatabaseUrls } from '@twinshop/setup';
import {
  behindGateway,
  gatewayOf,
  hasGateway,
  namesOf,
  steps,
  type GatewayDescription,
  type Topology,
} from '@twinshop/topologies';
import { oneAtATime } from '../control/one-at-a-time.ts';
import type { ShopControl } from '../control/shop-control.ts';
import type { RunningShop } from '../running-shop.ts';
import { topologyNamed } from '../shop/topology-named.ts';
import type { ContainersHome } from './containers-home.ts';
import { Crew, inGroups } from './crew.ts';
import { Routing } from './routing.ts';
import { StepCompose } from './step-compose.ts';
import { untilReady } from './until-ready.ts';
import { Vault } from './vault.ts';

const GATEWAY = 'gateway';
/** Milliseconds for which those who only look take what was seen for what there is. */
const GLANCE_MS = 1_000;
const PAGES = '/usr/share/twinshop/storefront/pages.json';

/** What there is beside a topology's processes: databases, queues, and who knows the passwords. */
const serversOf = ({ servers }: Topology): string[] => ['postgres', ...servers, 'shopkeeper'];
/** By which this machine sees into it. */
const LOOKOUT = 'lookout';

/**
 * Leads a shop in containers. What runs, and what it was made as, is known by the engine: each operation looks there first,
 * so that one whose caller was killed can be done again, by whoever comes next.
 */
export class ContainersControl implements ShopControl {
  readonly #home: ContainersHome;
  readonly #options: RunOptions;
  readonly #compose: StepCompose;
  readonly #routing: Routing;
  readonly #inTurn = oneAtATime();
  #vault: Vault | undefined;
  #seen: { crew: Crew; atMs: number } | undefined;

  constructor(home: ContainersHome, options: RunOptions = {}) {
    this.#home = home;
    this.#options = options;
    this.#compose = new StepCompose(home, options);
    this.#routing = new Routing(home);
  }

  /** Images that are there stay as they are: what changed since is built when a shop is started. */
  async build(name: string): Promise<void> {
    const { services } = imagesOf([topologyNamed(name)]);
    const missing: string[] = [];
    for (const [each, { image }] of Object.entries(services))
      if (!(await isThere(image!))) missing.push(each);
    if (missing.length > 0) await this.#compose.build([topologyNamed(name)], missing);
  }

  prepareServers(name: string): Promise<void> {
    return this.#inTurn(async () => {
      const topology = topologyNamed(name);
      const crew = await this.#crew();
      const missing = serversOf(topology).filter((server) => !crew.runs(server));
      await this.#compose.up(topology, missing, '--wait');
      if (!crew.runs(LOOKOUT)) await this.#compose.up(topology, [LOOKOUT]);
      const lookout = (await this.#crew()).get(LOOKOUT);
      await untilReady(lookout.name, `http://${lookout.published[9080]}/`, this.#options.signal);
    });
  }

  ensureDatabases(name: string): Promise<DatabaseUrls> {
    return this.#inTurn(async () => {
      const vault = await this.#passwords();
      return ensureDatabases(await this.adminUrl(), topologyNamed(name), (role) => vault.passwordOf(role));
    });
  }

  startMissing(name: string): Promise<string[]> {
    return this.#inTurn(async () => {
      const topology = topologyNamed(name);
      const made = behindGateway(topology);
      const crew = await this.#crew();
      const missing = namesOf(made).filter((each) => !crew.runs(each));
      for (const group of inGroups(made.processes)) {
        const names = group.filter((each) => missing.includes(each));
        if (names.includes(GATEWAY)) await this.#prepareGateway(gatewayOf(made));
        await this.#start(topology, names);
      }
      // Also those that somebody has started who was killed before they were ready.
      await this.#untilReady(namesOf(made));
      return missing;
    });
  }

  configureGateway(gateway: string | GatewayDescription, except: readonly string[] = []): Promise<void> {
    const description =
      typeof gateway === 'string' ? gatewayOf(behindGateway(topologyNamed(gateway))) : gateway;
    return this.#inTurn(() => this.#routing.configure(description, except));
  }

  replaceChanged(name: string, only?: readonly string[]): Promise<string[]> {
    return this.#inTurn(async () => {
      const topology = topologyNamed(name);
      const changed = await this.#changed(topology, only);
      for (const each of changed) await this.#routing.aside(each, () => this.#replace(topology, each));
      await this.#untilReady(only ?? namesOf(behindGateway(topology)));
      await this.#routing.again();
      return changed;
    });
  }

  stopExtra(name: string): Promise<string[]> {
    return this.#inTurn(async () => {
      const topology = topologyNamed(name);
      // Whoever customers would reach directly, they reach through the gateway here, and nobody else any more.
      if (!hasGateway(topology)) await this.#routing.configure(gatewayOf(behindGateway(topology)), []);
      const wanted = Object.keys(this.#compose.services(topology));
      const extra = (await this.#crew()).besides(wanted);
      const processes = extra.filter(({ labels }) => labels[MADE_FOR] !== undefined);
      const servers = extra.filter((each) => !processes.includes(each));
      for (const ids of [processes, servers].map((group) => group.map(({ id }) => id))) {
        if (ids.length === 0) continue;
        await docker(['stop', ...ids]);
        await docker(['rm', ...ids]);
      }
      this.#seen = undefined;
      return [...processes, ...servers].map(({ service }) => service);
    });
  }

  becomes(name: string): Promise<void> {
    return this.#inTurn(async () => this.#home.write({ ...this.#home.running, variant: name }));
  }

  async adminUrl(): Promise<string> {
    const crew = await this.#glance();
    return (await this.#passwords()).adminUrl(crew.published(LOOKOUT, 5432));
  }

  async shop(): Promise<RunningShop> {
    const { variant, startedAt } = this.#home.running;
    const publicUrl = this.#publicUrl;
    const crew = await this.#glance();
    const vault = await this.#passwords();
    return {
      variant,
      startedAt,
      publicUrl,
      providerUrl: `http://${crew.published(LOOKOUT, 8080)}`,
      databases: await vault.databaseUrls(topologyNamed(variant), crew.published(LOOKOUT, 5432)),
      ...(crew.runs('redis') && { redisUrl: `redis://${crew.published(LOOKOUT, 6379)}` }),
      processes: crew.processes(publicUrl),
      ...(await vault.accounts()),
    };
  }

  get #publicUrl(): string {
    return `http://localhost:${this.#home.running.port}`;
  }

  async #start(topology: Topology, names: readonly string[]): Promise<void> {
    await this.#compose.up(topology, names);
    await this.#untilReady(names);
  }

  /** Those of these names that run. */
  async #untilReady(names: readonly string[]): Promise<void> {
    const crew = await this.#crew();
    const started = crew.processes(this.#publicUrl).filter(({ name }) => names.includes(name));
    await Promise.all(
      started.map(({ name, readyUrl }) => untilReady(crew.get(name).name, readyUrl, this.#options.signal)),
    );
  }

  /** It is rendered here, and the storefront's pages are known by the gateway's image. */
  async #prepareGateway(description: GatewayDescription): Promise<void> {
    const { image } = imagesOf(steps).services[GATEWAY]!;
    const pages = await docker(['run', '--rm', '--network', 'none', '--entrypoint', 'cat', image!, PAGES]);
    await writeFile(this.#home.pagesFile, pages);
    await this.#routing.prepare(description);
  }

  /** Those that were made otherwise than the topology has them, or do not run. The gateway is told what changes, and stays. */
  async #changed(topology: Topology, only?: readonly string[]): Promise<string[]> {
    const crew = await this.#crew();
    return Object.entries(this.#compose.services(topology)).flatMap(([name, { labels }]) => {
      const isChosen = name !== GATEWAY && labels !== undefined && (only?.includes(name) ?? true);
      const madeAs = crew.find(name)?.labels[MADE_AS];
      if (!isChosen || madeAs === undefined) return [];
      return madeAs !== labels[MADE_AS] || !crew.runs(name) ? [name] : [];
    });
  }

  /** Where the new one does not get ready, the one before comes again. */
  async #replace(topology: Topology, name: string): Promise<void> {
    const before = (await this.#crew()).get(name).labels[MADE_FOR];
    try {
      await this.#start(topology, [name]);
    } catch (error) {
      // Why the new one did not start is the news, whatever becomes of this.
      await Promise.allSettled([this.#start(topologyNamed(String(before)), [name])]);
      throw error;
    }
  }

  async #crew(): Promise<Crew> {
    const crew = await Crew.of(this.#home.running.project);
    this.#seen = { crew, atMs: performance.now() };
    return crew;
  }

  /** For whoever asks again and again: each look at the engine starts two programs. */
  async #glance(): Promise<Crew> {
    const isFresh = this.#seen !== undefined && performance.now() - this.#seen.atMs < GLANCE_MS;
    return isFresh ? this.#seen!.crew : this.#crew();
  }

  async #passwords(): Promise<Vault> {
    return (this.#vault ??= new Vault((await this.#crew()).get('shopkeeper').name));
  }
}

const isThere = (image: string): Promise<boolean> =>
  docker(['image', 'inspect', '--format', '{{.Id}}', image]).then(
    () => true,
    () => false,
  );
