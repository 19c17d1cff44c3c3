import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { openMarket, Traffic, USUAL_RATES, type Rates } from '@twinshop/drills/traffic';
import { Recorder } from '@twinshop/invariants';
import { Random, ShopDoor, type Reply } from '@twinshop/load';
import { shared } from './shared-clock.ts';
import type { Invitation, Told } from './words.ts';

const SCARCE_PIECES = 2_000;
const CHARACTERS_TOLD = 300;

const { shop, perSecond, seed } = workerData as Invitation;
const port = parentPort!;
const tell = (told: Told): void => port.postMessage(told);

const random = new Random(seed);
// A gateway that is told something new closes the connections that idle.
const door = new ShopDoor(shop, { sendsAgain: true });
const market = await openMarket(door, shop, random.fork(), SCARCE_PIECES);
const recorder = new Recorder({ complete: false, stock: market.stock });
const traffic = new Traffic({
  door,
  market,
  rates: ratesOf(perSecond),
  random: random.fork(),
  recorder,
  tally: {
    begin: (at) => tell({ kind: 'asked', at: shared(at) }),
    end: (endpoint, at, ending) => tell({ kind: 'answered', endpoint, at: shared(at), ending }),
  },
  onFailure: (endpoint, at, reply) =>
    tell({ kind: 'failed', endpoint, at: shared(at), says: inWords(reply) }),
});
traffic.begin();
tell({ kind: 'open' });

// Nothing else is ever said to it.
await once(port, 'message');
await traffic.end();
await traffic.resolve();
await door.close();
tell({ kind: 'left', history: recorder.history, sentAgain: door.sentAgain });

function ratesOf(perSecond: number): Rates {
  const usual = Object.values(USUAL_RATES).reduce((sum, rate) => sum + rate, 0);
  return Object.fromEntries(
    Object.entries(USUAL_RATES).map(([endpoint, rate]) => [endpoint, (rate * perSecond) / usual]),
  ) as Rates;
}

function inWords(reply: Reply): string {
  return reply.kind === 'answer' ? `${reply.status} ${reply.text.slice(0, CHARACTERS_TOLD)}` : reply.why;
}
