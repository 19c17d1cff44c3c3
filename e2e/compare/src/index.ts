export { printSummary } from './print/print-summary.ts';
export * from './record/compare-record.ts';
export { markdownFor } from './report/markdown.ts';
export { writeReport } from './report/write-report.ts';
