import { INVOICE_RULES } from './invoice-rules.ts';
import { LINE_RULES } from './line-rules.ts';

/** Refusals that depend on more than the file: on the shop's catalogue, and on what the user asked for. */
export const PLAN_RULES = [
  {
    name: 'not_in_catalogue',
    why: 'the shop has no product of this stock code: import the same files first',
  },
  { name: 'beyond_limit', why: 'the replay was asked for fewer invoices (--limit)' },
] as const;

/** Every rule's name in the order in which refusals are shown. */
export const RULE_ORDER: readonly string[] = [
  ...new Set([...LINE_RULES, ...INVOICE_RULES, ...PLAN_RULES].map(({ name }) => name)),
];

/** What a rule is for, in a sentence; lines and invoices share the words where they share the rule. */
export function whyOf(rule: string): string {
  return [...LINE_RULES, ...INVOICE_RULES, ...PLAN_RULES].find(({ name }) => name === rule)?.why ?? '';
}
