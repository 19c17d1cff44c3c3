import { type Content, forestPlot, html, legend, type Section } from '@twinshop/report';
import { GROUPS, type CompareRecord } from '../../record/compare-record.ts';
import type { Contrast } from '../../statistics/contrast.ts';
import type { Findings } from '../../statistics/findings.ts';
import { leaderOf, SAME_WITHIN, type Verdict } from '../../statistics/verdict.ts';
import { contrasted, contrastedInterval } from '../words/figure.ts';
import { type Arms, ARM_TONES, capitalised, GROUP_TITLES, ratioName, verdictWords } from '../words/names.ts';

/** Every ratio on one axis. */
export function ratios({ arms }: CompareRecord, { comparisons }: Findings): Section | undefined {
  const drawn = comparisons.flatMap(({ comparison, verdict }) =>
    verdict?.contrast.kind === 'ratio' ? [{ comparison, verdict }] : [],
  );
  if (drawn.length === 0) return undefined;
  const groups = GROUPS.map((group) => ({
    title: GROUP_TITLES[group],
    rows: drawn
      .filter(({ comparison }) => comparison.group === group)
      .map(({ comparison, verdict }) => ({
        ...verdict.contrast,
        name: comparison.title,
        tone: toneOf(verdict),
        says: says(verdict, comparison.unit, arms),
      })),
  })).filter(({ rows }) => rows.length > 0);
  const undrawn = comparisons.length - drawn.length;
  return {
    id: 'ratios',
    title: 'All ratios at once',
    lead: `${capitalised(ratioName(arms))}, with its 95% interval. Where it touches the grey band, within 5% of one, no difference is shown.${undrawn === 0 ? '' : ' Figures with a zero have no ratio; they stand in the tables below.'}`,
    body: html`
      ${legend(
        [
          { name: `${arms[0].title} better`, tone: ARM_TONES.a },
          { name: `${arms[1].title} better`, tone: ARM_TONES.b },
          { name: 'no difference shown', tone: 'quiet' },
        ],
        'lines',
      )}
      ${forestPlot({
        groups,
        below: `less with ${arms[1].title}`,
        above: `more with ${arms[1].title}`,
        sameWithin: SAME_WITHIN,
      })}
    `,
  };
}

const toneOf = (verdict: Verdict) => {
  const leader = leaderOf(verdict);
  return leader ? ARM_TONES[leader] : 'quiet';
};

const says = (verdict: Verdict, unit: string, arms: Arms): Content =>
  html`<b>${contrasted(verdict.contrast, unit)}</b> ${interval(verdict.contrast, unit)}
    <small>${verdictWords(verdict, arms)}</small>`;

const interval = (contrast: Contrast, unit: string): string => `(${contrastedInterval(contrast, unit)})`;
