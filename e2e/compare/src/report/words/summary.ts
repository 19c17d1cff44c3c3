import { count, counted, listed, measured } from '@twinshop/report';
import { GROUPS, type ArmKey, type CompareRecord } from '../../record/compare-record.ts';
import type { Finding, Findings, SweepFinding } from '../../statistics/findings.ts';
import { leaderOf } from '../../statistics/verdict.ts';
import { bare, contrasted, figure } from './figure.ts';
import { type Arms, capitalised, isAgainstItself, titleOf } from './names.ts';

/** What is compared with what. */
export const headline = (arms: Arms): string =>
  isAgainstItself(arms)
    ? `${capitalised(arms[0].title)} against itself`
    : `${capitalised(arms[0].title)} and ${arms[1].title}: what each costs and buys`;

/** All that was found, in a sentence: it counts, and declares nobody the winner. */
export function verdictSentence({ arms }: Pick<CompareRecord, 'arms'>, { comparisons }: Findings): string {
  const all = counted(comparisons.length, 'figure');
  const [forA, forB] = [leadBy('a', comparisons).length, leadBy('b', comparisons).length];
  const undecided = comparisons.filter(({ verdict }) => verdict?.outcome === 'no difference shown').length;
  const untold = comparisons.length - forA - forB - undecided;
  const missing = untold === 0 ? '' : ` ${capitalised(tooLittle(untold))} measured too little to tell.`;
  if (isAgainstItself(arms)) {
    if (forA + forB > 0)
      return `A difference was shown between a shop and itself, in ${count(forA + forB)} of ${all}: distrust this machine, and whatever else was measured on it.${missing}`;
    return undecided === 0
      ? 'Nothing was measured often enough to show whether this machine tells the same of the same shop.'
      : `No difference shown, as it must be: of ${all} of a shop and itself, none lies apart.${missing}`;
  }
  if (forA + forB === 0) return `Of ${all}, none shows a difference.${missing}`;
  const sides = [
    `${speak(forA)} for ${arms[0].title}`,
    `${forB === 0 ? 'none' : count(forB)} for ${arms[1].title}`,
  ];
  return `Of ${all}, ${listed(sides)}; ${undecided === 0 ? 'every one shows a difference' : `${count(undecided)} ${undecided === 1 ? 'shows' : 'show'} no difference`}.${missing}`;
}

const speak = (figures: number): string =>
  figures === 0 ? 'none speaks' : `${count(figures)} ${figures === 1 ? 'speaks' : 'speak'}`;

const tooLittle = (figures: number): string => (figures === 1 ? '1 was' : `${count(figures)} were`);

/** Those that one side clearly leads: headlines first, then group by group. */
export const leadBy = (key: ArmKey, comparisons: readonly Finding[]): Finding[] =>
  inOrder(comparisons.filter(({ verdict }) => leaderOf(verdict) === key));

/** Those that were measured well, and show no difference. */
export const undecidedOf = (comparisons: readonly Finding[]): Finding[] =>
  inOrder(comparisons.filter(({ verdict }) => verdict?.outcome === 'no difference shown'));

const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted(
    ({ comparison: one }, { comparison: other }) =>
      Number(other.isHeadline) - Number(one.isHeadline) ||
      GROUPS.indexOf(one.group) - GROUPS.indexOf(other.group),
  );

/**
 * What a side that is better has, and what the other has instead: `313 a second, 240 with monolith (×1.3)`; undefined where
 * nobody is.
 */
export function shownBy({ comparison: { unit }, verdict }: Finding, arms: Arms): string | undefined {
  const leader = leaderOf(verdict);
  if (!verdict || !leader) return undefined;
  const other = leader === 'a' ? 'b' : 'a';
  return `${figure(verdict[leader].median, unit)}, ${bare(verdict[other].median, unit)} with ${titleOf(arms, other)} (${contrasted(verdict.contrast, unit)})`;
}

/** Where the lead changes hands in a sweep, a sentence each; or that it does not. */
export function crossingWords({ sweep, points, crossings }: SweepFinding, arms: Arms): string[] {
  if (crossings.length > 0) {
    return crossings.map(({ from, to, overtakes }) => {
      const other = titleOf(arms, overtakes === 'a' ? 'b' : 'a');
      return `The lead passes from ${other} to ${titleOf(arms, overtakes)} between ${measured(from)} and ${measured(to)} ${sweep.x}.`;
    });
  }
  const measuredAt = points.filter(({ verdict }) => verdict && verdict.outcome !== 'too few rounds');
  const [first, last] = [measuredAt[0], measuredAt.at(-1)];
  if (!first || !last) return ['It was measured too little to tell.'];
  const within = `from ${measured(first.at)} to ${measured(last.at)} ${sweep.x}`;
  const leader = leaderOf(measuredAt.find(({ verdict }) => leaderOf(verdict))?.verdict);
  if (!leader) return [`No difference shown ${within}.`];
  const led = measuredAt.filter(({ verdict }) => leaderOf(verdict)).length;
  return [
    `Neither is shown to overtake the other within what was tried, ${within}: ${titleOf(arms, leader)} better at ${led === measuredAt.length ? 'all' : `${count(led)} of the`} ${counted(measuredAt.length, 'place')}.`,
  ];
}

/** What is missing, a sentence each. */
export function missingOf(
  { isComplete, fence, leftOut = [] }: CompareRecord,
  { comparisons, sweeps }: Findings,
): string[] {
  const unmeasured = comparisons.filter(({ verdict }) => !verdict).map(({ comparison }) => comparison.title);
  const tooFew = comparisons
    .filter(({ verdict }) => verdict?.outcome === 'too few rounds')
    .map(({ comparison, verdict }) => `${comparison.title} (${counted(verdict?.contrast.n ?? 0, 'round')})`);
  const gaps = sweeps.flatMap(({ sweep, points }) => {
    const at = points.filter(({ verdict }) => !verdict).map((point) => measured(point.at));
    return at.length === 0 ? [] : [`${sweep.title}: nothing at ${listed(at)} ${sweep.x}.`];
  });
  const groups = GROUPS.filter((group) => comparisons.every(({ comparison }) => comparison.group !== group));
  return [
    ...(isComplete ? [] : ['The comparison was broken off before it had measured all that it was to.']),
    ...leftOut,
    ...(unmeasured.length === 0 ? [] : [`Not measured on both sides: ${listed(unmeasured)}.`]),
    ...(tooFew.length === 0 ? [] : [`Measured too few times to tell: ${listed(tooFew)}.`]),
    ...gaps,
    ...(groups.length === 0 ? [] : [`No figure was asked for on ${listed(groups)}.`]),
    ...(fence.kind === 'none' ? ['Nothing limited either side: they took what the machine gave them.'] : []),
  ];
}
