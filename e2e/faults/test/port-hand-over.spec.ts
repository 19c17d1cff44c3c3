import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  buildWhatChanged,
  connectShop,
  startShop,
  type ShopControl,
  type StartedShop,
} from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { steps } from '@twinshop/topologies';
import { Agent, request, type Dispatcher } from 'undici';

const CLIENTS_EACH = 3;
/** Between two requests of a client. */
const PAUSE_MS = 20;

const [step0, step1] = steps;

let shop: StartedShop;
let control: ShopControl;

beforeAll(async () => {
  await buildWhatChanged(step1!);
  shop = await startShop({ topology: step0!, supervise: true, control: true, products: 10 });
  control = connectShop(shop.home);
}, 180_000);
afterAll(() => shop?.stop(), 60_000);

/** What clients see that ask one request after the other: how often each process answered, and whatever went wrong. */
class Clients {
  readonly servedBy = new Map<string, number>();
  readonly failures: string[] = [];
  readonly #url: string;
  readonly #agents = [new Agent({ pipelining: 1 }), new Agent({ pipelining: 0 })];
  readonly #clients: Promise<void>[];
  #isOver = false;

  constructor(url: string) {
    this.#url = `${url}/api/products?limit=1`;
    this.#clients = this.#agents.flatMap((agent) =>
      Array.from({ length: CLIENTS_EACH }, () => this.#ask(agent)),
    );
  }

  async #ask(dispatcher: Dispatcher): Promise<void> {
    while (!this.#isOver) {
      try {
        const { statusCode, headers, body } = await request(this.#url, { dispatcher });
        await body.dump();
        const by = String(headers['x-served-by']);
        if (statusCode === 200) this.servedBy.set(by, (this.servedBy.get(by) ?? 0) + 1);
        else this.failures.push(`${statusCode} by ${by}`);
      } catch (error) {
        this.failures.push((error as Error).message);
      }
      await delay(PAUSE_MS);
    }
  }

  /** Resolves once exactly these have answered since it was asked. */
  async areServedBy(...wanted: string[]): Promise<void> {
    this.servedBy.clear();
    await eventually(() => wanted.every((each) => (this.servedBy.get(each) ?? 0) > 20), {
      within: 20_000,
      describe: `${wanted.join(' and ')} serve`,
    });
    expect([...this.servedBy.keys()].toSorted()).toEqual(wanted);
  }

  async leave(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#clients);
    await Promise.all(this.#agents.map((agent) => agent.close()));
  }
}

it('the port that customers reach goes from the monolith to a gateway and back, and no request is lost', async () => {
  const clients = new Clients(shop.publicUrl);
  try {
    await clients.areServedBy('monolith/1');

    await control.prepareServers('step-1');
    const databases = await control.ensureDatabases('step-1');
    expect(await control.startMissing('step-1', databases)).toEqual(['monolith-2', 'gateway']);
    expect(await control.replaceChanged('step-1')).toEqual(['monolith']);
    await control.becomes('step-1', databases);
    await clients.areServedBy('monolith/1', 'monolith/2');

    const impossible = { routes: [], pages: 'monolith', limits: { drainMs: -1 } };
    await expect(control.configureGateway(impossible)).rejects.toThrow('invalid value');

    await control.configureGateway('step-1', ['monolith']);
    await clients.areServedBy('monolith/2');
    expect(await control.replaceChanged('step-0')).toEqual(['monolith']);
    expect(await control.stopExtra('step-0')).toEqual(['monolith-2', 'gateway']);
    await control.becomes('step-0', databases);
    await clients.areServedBy('monolith/1');
  } finally {
    await clients.leave();
  }
  expect(clients.failures).toEqual([]);
  expect(shop.processes.map(({ name }) => name)).toEqual(['postgres', 'payment-provider', 'monolith']);
}, 120_000);
