export { printSummary } from './print/print-summary.ts';
export * from './record/compare-record.ts';
export { markdownFor } from './report/markdown.ts';
export { bare, bareInterval, contrasted, contrastedInterval } from './report/words/figure.ts';
export { verdictWords } from './report/words/names.ts';
export { withUnit } from './report/words/units.ts';
export { writeReport } from './report/write-report.ts';
export { FEWEST_ROUNDS, leaderOf, type Verdict, verdictOf } from './statistics/verdict.ts';
