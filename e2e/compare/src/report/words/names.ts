import type { Tone } from '@twinshop/report';
import type { ArmKey, CompareRecord, Group } from '../../record/compare-record.ts';
import { leaderOf, type Verdict } from '../../statistics/verdict.ts';

export type Arms = CompareRecord['arms'];

export const GROUP_TITLES: Readonly<Record<Group, string>> = {
  throughput: 'Throughput',
  latency: 'Latency',
  cost: 'Cost of a request and of an order',
  footprint: 'Footprint',
  resilience: 'When something goes wrong',
  change: 'Change',
};

export const ARM_TONES: Readonly<Record<ArmKey, Tone>> = { a: 'first', b: 'second' };

export const titleOf = ([a, b]: Arms, key: ArmKey): string => (key === 'a' ? a : b).title;

/** `services ÷ monolith`: what every ratio is. */
export const ratioName = ([a, b]: Arms): string => `${b.title} ÷ ${a.title}`;

export const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Whether the same shop stands on both sides, which shows what is chance: `monolith` and `monolith again`. */
export const isAgainstItself = ([a, b]: Arms): boolean =>
  a.topology === b.topology && b.title === `${a.title} again`;

/** `services better`, `no difference shown`. */
export function verdictWords(verdict: Verdict | undefined, arms: Arms): string {
  const leader = leaderOf(verdict);
  return leader ? `${titleOf(arms, leader)} better` : (verdict?.outcome ?? 'not measured');
}
