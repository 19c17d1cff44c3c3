import { setTimeout as delay } from 'node:timers/promises';
import { isHealthy } from '@twinshop/local';
import { eventually } from '@twinshop/testing';
import { processOf } from '../replica.ts';
import type { Heal, Stage } from './stage.ts';

/** Whoever dies again and again is started again ever later. */
const BACK_WITHIN_MS = 60_000;

export async function kill({ shop, supervised }: Stage, part: string, everyMs?: number): Promise<Heal> {
  await shop.killProcess(part);
  if (everyMs === undefined) return () => bringBack({ shop, supervised }, part);
  let killing = Promise.resolve();
  // Who is down already can't be killed; whether it comes back, healing sees.
  const once = (): Promise<void> => shop.killProcess(part).catch(() => undefined);
  const again = setInterval(() => (killing = killing.then(once)), everyMs);
  return async () => {
    clearInterval(again);
    await killing;
    await bringBack({ shop, supervised }, part);
  };
}

export async function pause({ shop }: Stage, part: string): Promise<Heal> {
  await shop.pause(part);
  return () => shop.resume(part);
}

/** Again and again, one replica at a time, until it is healed: the next one once everybody knows that the last is back. */
export async function roll({ shop, knownAfterMs }: Stage, process: string): Promise<Heal> {
  const replicas = shop.processes.map(({ name }) => name).filter((name) => processOf(name) === process);
  const healed = new AbortController();
  const rollOn = async (): Promise<void> => {
    for (let nth = 0; !healed.signal.aborted; nth += 1) {
      await shop.restart(replicas[nth % replicas.length]!);
      await delay(knownAfterMs, undefined, { signal: healed.signal }).catch(() => undefined);
    }
  };
  const rolling = rollOn();
  // Whoever heals is told.
  rolling.catch(() => undefined);
  return async () => {
    healed.abort();
    await rolling;
  };
}

export async function reload({ shop }: Stage, times: number, everyMs: number): Promise<Heal> {
  for (let nth = 0; nth < times; nth += 1) await Promise.all([shop.reloadGateway(), delay(everyMs)]);
  return async () => undefined;
}

async function bringBack(
  { shop, supervised }: Pick<Stage, 'shop' | 'supervised'>,
  part: string,
): Promise<void> {
  if (!supervised) return shop.restart(part);
  await eventually(() => isHealthy(standing(shop, part).readyUrl), {
    within: BACK_WITHIN_MS,
    describe: `${part} is back`,
  });
}

function standing(shop: Stage['shop'], part: string): Stage['shop']['processes'][number] {
  const found = shop.processes.find(({ name }) => name === part);
  if (found === undefined) throw new Error(`There is no ${part} in this shop.`);
  return found;
}
