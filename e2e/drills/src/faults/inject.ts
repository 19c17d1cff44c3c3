import type { Place } from '@twinshop/fault-proxy';
import type { FailpointName } from '@twinshop/mutations';
import type { Fault } from './fault.ts';
import { kill, pause, reload, roll } from './parts.ts';
import { misbehave } from './provider.ts';
import { flush, lock, poison } from './servers.ts';
import type { Heal, Stage } from './stage.ts';

/** Makes a fault happen; resolves once it has. @returns what undoes it */
export function inject(fault: Fault, stage: Stage): Promise<Heal> {
  switch (fault.kind) {
    case 'kill':
      return kill(stage, fault.part, fault.everyMs);
    case 'pause':
      return pause(stage, fault.part);
    case 'roll':
      return roll(stage, fault.process);
    case 'reload':
      return reload(stage, fault.times, fault.everyMs);
    case 'link':
      return breakLink(stage, fault);
    case 'provider':
      return misbehave(stage, fault.behaviour);
    case 'failpoint':
      return failWithin(stage, fault);
    case 'flush':
      return flush(stage);
    case 'lock':
      return lock(stage, fault.module, fault.table);
    case 'poison':
      return poison(stage, fault.queue, fault.count);
    case 'full-log':
      return stage.fillLog(fault.process);
  }
}

/** Where proxies have to be, for these faults: each place once. */
export function placesOf(faults: readonly Fault[]): Place[] {
  const places = faults.filter((fault) => fault.kind === 'link').map(placeOf);
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

const placeOf = (fault: Extract<Fault, { kind: 'link' }>): Place =>
  'before' in fault ? { before: fault.before } : { between: fault.between };

/** Processes that need switches within. */
export const switchedBy = (faults: readonly Fault[]): string[] => [
  ...new Set(faults.filter((fault) => fault.kind === 'failpoint').map(({ process }) => process)),
];

async function breakLink(stage: Stage, fault: Extract<Fault, { kind: 'link' }>): Promise<Heal> {
  const links = stage.linksAt(placeOf(fault), fault.replica);
  await Promise.all(links.map((link) => link.set(fault.fault)));
  return async () => void (await Promise.all(links.map((link) => link.heal())));
}

async function failWithin(
  stage: Stage,
  { process, replica, set }: Extract<Fault, { kind: 'failpoint' }>,
): Promise<Heal> {
  const control = stage.controlOf(process, replica);
  for (const [name, settings] of Object.entries(set)) await control.set(name as FailpointName, settings);
  return () => control.clear();
}
