import { count, duration, times } from '@twinshop/report';
import pc from 'picocolors';
import { againstRest } from '../record/against-rest.ts';
import { failedIn, verdictInWords, violationsOf, wasNoticed } from '../record/has-passed.ts';
import type { MigrationRecord } from '../record/migration-record.ts';

/** How it went, in a few lines. @param page that has it in full */
export function summaryInWords(record: MigrationRecord, page: string): string {
  const { from, to, at, seconds, pauses, shadowReads, check, failure } = record;
  const requests = seconds.reduce((sum, second) => sum + second.requests, 0);
  const failed = failedIn(record);
  const compared = shadowReads.reduce((sum, reads) => sum + reads.compared, 0);
  const different = shadowReads.reduce((sum, reads) => sum + reads.unexplained, 0);
  const [noticed, passed] = [wasNoticed(record), failure === undefined];
  const colour = noticed ? pc.red : passed ? pc.green : pc.yellow;
  const title = colour(`${verdictInWords({ noticed, passed, requests })}.`);
  return [
    `\n${title} ${failure ?? `Step ${from} → ${to}; the shop is at step ${at}.`}`,
    ...(requests === 0
      ? []
      : [
          `Requests: ${count(requests)}, of which ${count(failed)} were not answered as they should be and ${count(record.sentAgain)} were sent again, as browsers do where an idle connection is just being closed.`,
        ]),
    ...slowest(record),
    pauses.length === 0
      ? 'Nothing was held.'
      : `Requests and messages were held while a module was handed over: ${pauses.map(({ module, ms }) => `${module} ${duration(ms)}`).join(', ')}.`,
    ...(compared === 0 ? [] : [`Answers compared: ${count(compared)}, ${count(different)} different.`]),
    ...(check === undefined
      ? []
      : [`Checker: ${violationsOf(record) === 0 ? 'no violation' : `${violationsOf(record)} violations`}.`]),
    `The page: ${page}`,
  ].join('\n');
}

function slowest(record: MigrationRecord): string[] {
  const ratioOf = againstRest(record.rests);
  const compared = record.steps.flatMap((step) => {
    const ratio = ratioOf(step);
    return ratio === undefined ? [] : [{ to: step.to, ratio }];
  });
  const [most] = compared.toSorted((one, other) => other.ratio - one.ratio);
  if (most === undefined) return [];
  return [
    `p99 in a step was at most ${times(most.ratio)} of that of the shop left alone (on the way to step ${most.to}).`,
  ];
}
