import { counted, html, type Html } from '@twinshop/report';
import type { ArmKey, CompareRecord } from '../../record/compare-record.ts';
import type { Finding, Findings } from '../../statistics/findings.ts';
import { leaderOf, type Verdict } from '../../statistics/verdict.ts';
import { bare, contrasted, contrastedInterval } from '../words/figure.ts';
import { type Arms, isAgainstItself, titleOf, verdictWords } from '../words/names.ts';
import { crossingWords, headline, leadBy, shownBy, undecidedOf, verdictSentence } from '../words/summary.ts';
import { withUnit } from '../words/units.ts';
import { sweepAnchor } from './anchors.ts';
import { whiskers } from './whiskers.ts';

/** The whole comparison on one screen. */
export const head = (record: CompareRecord, findings: Findings, contents: Html): Html => html`
  <header class="page-head">
    <p class="eyebrow">
      ${isAgainstItself(record.arms) ? 'A/A comparison' : 'Comparison'} <span>${record.plan}</span>
    </p>
    <h1>${headline(record.arms)}</h1>
    ${
      !record.isComplete &&
      html`<p class="incomplete" role="note">
        <strong>Incomplete.</strong> It was broken off before all was measured;
        <a href="#missing">what is missing</a> is told below.
      </p>`
    }
    ${verdict(record, findings)} ${inWords(record.arms, findings)} ${headlines(record.arms, findings)}
    ${contents}
  </header>
`;

function verdict(record: CompareRecord, findings: Findings): Html {
  const differs = findings.comparisons.some((finding) => leaderOf(finding.verdict));
  const alarm = isAgainstItself(record.arms) && differs;
  return html`<p class="verdict${alarm && ' verdict-alarm'}">${verdictSentence(record, findings)}</p>`;
}

const headlines = (arms: Arms, { comparisons }: Findings): Html => html`
  <ul class="headlines">
    ${comparisons
      .filter(({ comparison, verdict: told }) => comparison.isHeadline && told)
      .map(({ comparison, verdict: told }) => told && headlineCard({ comparison, verdict: told }, arms))}
  </ul>
`;

const headlineCard = (
  { comparison, verdict: told }: Finding & { verdict: Verdict },
  arms: Arms,
): Html => html`
  <li class="card">
    <h2>${withUnit(comparison.title, comparison.unit)}</h2>
    <dl>
      ${(['a', 'b'] as const).map(
        (key) => html`
          <div class="side side-${key}">
            <dt>${titleOf(arms, key)}</dt>
            <dd>${bare(told[key].median, comparison.unit)}</dd>
          </div>
        `,
      )}
    </dl>
    ${whiskers(comparison, told, arms)}
    <p>
      <span class="for for-${leaderOf(told) ?? 'nobody'}">${verdictWords(told, arms)}</span>
      <small
        >${contrasted(told.contrast, comparison.unit)}
        (${contrastedInterval(told.contrast, comparison.unit)})</small
      >
    </p>
  </li>
`;

/** So many of a kind are told on the first screen; the others stand below. */
const TOLD = 5;

const inWords = (arms: Arms, { comparisons, sweeps }: Findings): Html => html`
  <div class="in-words">
    ${(['a', 'b'] as const)
      .filter((key) => !isAgainstItself(arms) || leadBy(key, comparisons).length > 0)
      .map((key) => speaksFor(key, arms, comparisons))}
    <div>
      ${
        !isAgainstItself(arms) &&
        sweeps.length > 0 &&
        html`
          <h2>Where the lead changes</h2>
          <ul>
            ${sweeps.map(
              (finding) =>
                html`<li>
                  <a href="#${sweepAnchor(finding.sweep.id)}">${finding.sweep.title}</a>:
                  ${crossingWords(finding, arms).join(' ')}
                </li>`,
            )}
          </ul>
        `
      }
      ${nothingShown(comparisons)}
    </div>
  </div>
`;

function speaksFor(key: ArmKey, arms: Arms, comparisons: readonly Finding[]): Html {
  const led = leadBy(key, comparisons);
  return html`
    <div>
      <h2 class="side side-${key}">Better with ${titleOf(arms, key)}</h2>
      ${
        led.length === 0
          ? html`<p>Nothing that the data shows.</p>`
          : html`<ul>
              ${led
                .slice(0, TOLD)
                .map(
                  (finding) => html`<li><b>${finding.comparison.title}</b>: ${shownBy(finding, arms)}.</li>`,
                )}
              ${led.length > TOLD && html`<li>and ${counted(led.length - TOLD, 'figure')} more, below.</li>`}
            </ul>`
      }
    </div>
  `;
}

function nothingShown(comparisons: readonly Finding[]): Html | false {
  const undecided = undecidedOf(comparisons);
  return (
    undecided.length > 0 &&
    html`
      <h2>No difference shown</h2>
      <p>${undecided.map(({ comparison }) => comparison.title).join(' · ')}</p>
    `
  );
}
