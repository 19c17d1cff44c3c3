/** How often a rule refused, and where for the first time, such as `2010-12.csv.gz:142`. */
export type Refused = { rule: string; count: number; first: string };

/** Counts refusals by rule. */
export class Tally {
  readonly #byRule = new Map<string, Refused>();

  add(rule: string, where: string, count = 1): void {
    const known = this.#byRule.get(rule);
    if (known) known.count += count;
    else this.#byRule.set(rule, { rule, count, first: where });
  }

  /** What was refused, in the order of the rules given; a rule that these do not name comes last. */
  inOrderOf(rules: readonly string[]): Refused[] {
    const place = (rule: string) => (rules.includes(rule) ? rules.indexOf(rule) : rules.length);
    return [...this.#byRule.values()]
      .map((refused) => ({ ...refused }))
      .sort((a, b) => place(a.rule) - place(b.rule));
  }
}

export function sumOf(refused: readonly Refused[]): number {
  return refused.reduce((sum, { count }) => sum + count, 0);
}
