import { html, legend, type Section, table } from '@twinshop/report';
import { GROUPS, type CompareRecord } from '../../record/compare-record.ts';
import type { Finding, Findings } from '../../statistics/findings.ts';
import { contrasted, contrastedInterval } from '../words/figure.ts';
import { ARM_TONES, GROUP_TITLES, ratioName } from '../words/names.ts';
import { withUnit } from '../words/units.ts';
import { estimated } from './estimated.ts';
import { verdictMark } from './verdict-mark.ts';
import { whiskers } from './whiskers.ts';

/** Each group of figures: what was done, and what came of it. */
export const groups = ({ arms }: CompareRecord, { comparisons }: Findings): Section[] =>
  GROUPS.flatMap((group): Section[] => {
    const findings = comparisons.filter(({ comparison }) => comparison.group === group);
    if (findings.length === 0) return [];
    return [
      {
        id: group,
        title: GROUP_TITLES[group],
        body: html`
          ${legend(
            [
              { name: arms[0].title, tone: ARM_TONES.a },
              { name: arms[1].title, tone: ARM_TONES.b },
            ],
            'lines',
          )}
          <div class="figures">
            ${table<Finding>({
              caption: `${GROUP_TITLES[group]}: medians with 95% intervals`,
              captionHidden: true,
              columns: [
                {
                  head: 'Figure',
                  cell: ({ comparison: { title, unit, how } }) =>
                    html`<b>${withUnit(title, unit)}</b> <small>${how}</small>`,
                },
                {
                  head: 'Each on an axis of its own',
                  cell: ({ comparison, verdict }) => verdict && whiskers(comparison, verdict, arms),
                },
                {
                  head: arms[0].title,
                  numeric: true,
                  cell: ({ comparison, verdict }) => estimated(verdict?.a, comparison.unit),
                },
                {
                  head: arms[1].title,
                  numeric: true,
                  cell: ({ comparison, verdict }) => estimated(verdict?.b, comparison.unit),
                },
                {
                  head: ratioName(arms),
                  numeric: true,
                  cell: ({ comparison: { unit }, verdict }) =>
                    verdict
                      ? html`<b>${contrasted(verdict.contrast, unit)}</b>
                          <small>${contrastedInterval(verdict.contrast, unit)}</small>`
                      : '–',
                },
                { head: 'Verdict', cell: ({ verdict }) => verdictMark(verdict, arms) },
              ],
              rows: findings,
            })}
          </div>
        `,
      },
    ];
  });
