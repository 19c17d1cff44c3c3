import type { CompareRecord } from '../record/compare-record.ts';
import { type Finding, findingsOf } from '../statistics/findings.ts';
import { markdownFor, plain } from './markdown.ts';
import { factsOf } from './words/facts.ts';
import { METHOD } from './words/method.ts';
import { isAgainstItself, ratioName } from './words/names.ts';
import {
  crossingWords,
  headline,
  leadBy,
  missingOf,
  shownBy,
  undecidedOf,
  verdictSentence,
} from './words/summary.ts';

/** A whole comparison in Markdown: what the page says, without its charts. */
export function summary(record: CompareRecord): string {
  const { arms, fence, refused, command } = record;
  const findings = findingsOf(record);
  const { comparisons, sweeps } = findings;
  const missing = missingOf(record, findings);
  const shown = (finding: Finding) => `${finding.comparison.title}: ${shownBy(finding, arms)}.`;
  const blocks = [
    `# ${plain(headline(arms))}`,
    ...(record.isComplete ? [] : ['**Incomplete: it was broken off before all was measured.**']),
    plain(verdictSentence(record, findings)),
    list(`Better with ${arms[0].title}`, leadBy('a', comparisons).map(shown)),
    list(`Better with ${arms[1].title}`, leadBy('b', comparisons).map(shown)),
    list(
      'No difference shown',
      undecidedOf(comparisons).map(({ comparison }) => comparison.title),
    ),
    list(
      'Where the lead changes',
      isAgainstItself(arms)
        ? []
        : sweeps.map((finding) => `${finding.sweep.title}: ${crossingWords(finding, arms).join(' ')}`),
    ),
    `× is ${plain(ratioName(arms))}, with its 95% interval.`,
    '## Figures',
    markdownFor(record).trimEnd(),
    list('How it was made fair', [fence.words, ...METHOD], '##'),
    list(
      'On what',
      factsOf(record).map(([name, words]) => `${name}: ${words}`),
      '##',
    ),
    list(
      'Runs that were refused',
      refused.map(
        ({ arm, experiment, because }) =>
          `${experiment}, ${arms.find(({ key }) => key === arm)?.title ?? 'both'}: ${because}`,
      ),
      '##',
    ),
    list('What was not measured', missing, '##'),
    `## Do it again\n\n\`\`\`sh\n${command}\n\`\`\``,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const list = (title: string, lines: readonly string[], level = '###'): string =>
  lines.length === 0
    ? ''
    : `${level} ${plain(title)}\n\n${lines.map((line) => `- ${plain(line)}`).join('\n')}`;
