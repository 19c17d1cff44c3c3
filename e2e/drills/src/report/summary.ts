import { listed } from '@twinshop/report';
import type { DrillRecord } from '../record/drill-record.ts';
import { runName, variantName } from './names.ts';
import { lessons, mainRuns } from './runs.ts';
import { lessonShown, shownBy } from './shown.ts';
import { reasons, verdictSentence } from './verdict.ts';

/** A drill in a screen of Markdown. */
export function summary(record: DrillRecord): string {
  const { drill, passed, seed, command, startedAt, omitted } = record;
  const blocks = [
    `# ${plain(drill.title)}: ${passed ? 'passed' : 'failed'}`,
    plain(drill.question),
    plain(verdictSentence(record)),
    items(reasons(record)),
    ...mainRuns(record).map((run) => `**${runName(run)}.** ${plain(shownBy(run).join(' '))}`),
    ...lessons(record).map((pair) => `**${plain(runName(pair.unguarded))}.** ${plain(lessonShown(pair))}`),
    ...omitted.map(({ variant, why }) => `**${variantName(variant)}.** Left out: ${plain(why)}`),
    `Seed ${seed}, ${startedAt}, ${listed(record.runs.map(runName).map(plain))}.`,
    `\`\`\`sh\n${command}\n\`\`\``,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const items = (lines: readonly string[]): string => lines.map((line) => `- ${plain(line)}`).join('\n');

/** Text that Markdown takes for nothing else. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');
