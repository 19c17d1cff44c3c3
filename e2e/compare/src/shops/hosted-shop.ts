import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { buildWhatChanged } from '@twinshop/local';
import { endChild } from '@twinshop/processes';
import { loopbackBytes } from '../meters/loopback.ts';
import type { FencedShop, FencedShopOptions } from './fenced-shop.ts';
import { fencedTopology, PROVIDER } from './fenced-topologies.ts';
import type {
  FromHost,
  HostedProcess,
  RequestName,
  Requests,
  ShopFacts,
  ShopToHost,
  ToHost,
} from './host-protocol.ts';

const HOST = path.join(import.meta.dirname, 'shop-host.process.ts');
const STARTED_WITHIN_MS = 5 * 60_000;
const ANSWERED_WITHIN_MS = 120_000;
const ENDED_WITHIN_MS = 60_000;

/** Of processes on this machine. */
export interface HostedShop extends FencedShop, Pick<ShopFacts, 'home'> {}

/**
 * Starts a shop with all that belongs to it inside a fence; the payment provider is let out, as it is no part of the shop.
 * It ends with this process, however that ends.
 * @throws with the words of what could not be built or started
 */
export async function startHostedShop({
  topology,
  products,
  fence,
  name = topology,
  scale = {},
  canSlowRecommendations = false,
}: FencedShopOptions): Promise<HostedShop> {
  // Outside: what a build takes is no part of what a shop does.
  await buildWhatChanged(fencedTopology(topology));
  const enclosure = fence.enclose(name);
  const host = new Host(enclosure.prefix);
  try {
    const { branches } = enclosure;
    const facts = await host.start({ topology, products, scale, canSlowRecommendations, branches });
    const letProviderOut = (): void => enclosure.release(host.pidOf(PROVIDER)!);
    letProviderOut();
    return {
      ...facts,
      topology,
      enclosure,
      get processes() {
        return host.processes
          .filter((one) => one.name !== PROVIDER)
          .map((one) => ({ name: one.name, pid: host.pidOf(one.name) }));
      },
      get providerPid() {
        return host.pidOf(PROVIDER);
      },
      get sentBytes() {
        return loopbackBytes();
      },
      imageSizes: async () => undefined,
      killProcess: (part, signal = 'SIGKILL') => host.ask('kill', { name: part, signal }),
      async restart(part) {
        await host.ask('restart', { name: part });
        if (part === PROVIDER) letProviderOut();
      },
      slowRecommendations: (byMs) => host.ask('slowRecommendations', { byMs }),
      async stop() {
        await host.stop();
        await enclosure.remove();
      },
    };
  } catch (error) {
    await host.stop();
    await enclosure.remove();
    throw error;
  }
}

/** The process that runs a shop, seen from outside. */
class Host {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #waiting = new Map<number, (answer: FromHost) => void>();
  #onStart: (answer: FromHost) => void = () => undefined;
  #lastId = 0;
  processes: readonly HostedProcess[] = [];

  constructor(prefix: readonly string[]) {
    const [program, ...words] = [
      ...prefix,
      process.execPath,
      '--conditions=@twinshop/source',
      '--disable-warning=ExperimentalWarning',
      HOST,
    ];
    // In a session of its own: the terminal’s Ctrl-C is for this process, which stops things in order.
    this.#child = spawn(program!, words, { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    this.#exited = once(this.#child, 'exit').catch(() => undefined);
    this.#child.on('message', (answer: FromHost) => {
      if ('processes' in answer) this.processes = answer.processes;
      if ('id' in answer) this.#waiting.get(answer.id)?.(answer);
      else this.#onStart(answer);
    });
  }

  async start(shop: ShopToHost): Promise<ShopFacts> {
    const answer = await this.#within(STARTED_WITHIN_MS, `the ${shop.topology} did not start`, (resolve) => {
      this.#onStart = resolve;
      this.#send({ start: shop });
    });
    if ('notStarted' in answer) throw new Error(answer.notStarted);
    if (!('started' in answer)) throw new Error('The host of a shop answered out of turn.');
    return answer.started;
  }

  async ask<Name extends RequestName>(request: Name, asked: Requests[Name]): Promise<void> {
    const id = (this.#lastId += 1);
    const answer = await this.#within(ANSWERED_WITHIN_MS, `nothing came of "${request}"`, (resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ id, request, with: asked } as ToHost);
    });
    this.#waiting.delete(id);
    if ('failed' in answer) throw new Error(answer.failed);
  }

  /** Undefined where it has ended, and was not started again. */
  pidOf(name: string): number | undefined {
    const pid = this.processes.find((one) => one.name === name)?.pid;
    return pid !== undefined && lives(pid) ? pid : undefined;
  }

  async stop(): Promise<void> {
    await endChild(this.#child, this.#exited, [
      ['SIGTERM', ENDED_WITHIN_MS],
      ['SIGKILL', ANSWERED_WITHIN_MS],
    ]);
  }

  #send(message: ToHost): void {
    // That it could not be sent is told by the process’s end.
    this.#child.send(message, () => undefined);
  }

  async #within(
    deadlineMs: number,
    otherwise: string,
    ask: (resolve: (answer: FromHost) => void) => void,
  ): Promise<FromHost> {
    const { promise, resolve, reject } = Promise.withResolvers<FromHost>();
    const timer = setTimeout(
      () => reject(new Error(`After ${deadlineMs / 1_000} s, ${otherwise}.`)),
      deadlineMs,
    );
    void this.#exited.then(() => reject(new Error(`The process that runs a shop ended, so ${otherwise}.`)));
    ask(resolve);
    return promise.finally(() => clearTimeout(timer));
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
