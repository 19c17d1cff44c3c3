export { targetOf, type Target, type TargetOptions } from './target.ts';
export { importCatalogue, type ImportOptions, type ImportReport } from './catalogue/import-catalogue.ts';
export { replayHistory, type ReplayOptions, type ReplayReport } from './replay/replay-history.ts';
export type { Speed } from './replay/pace.ts';
export type { Outcome, Refusal } from './refusal.ts';
export type { OnProgress, Progress } from './progress.ts';
export { importReportText } from './print/import-report.ts';
export { replayReportText } from './print/replay-report.ts';
export { progressBar } from './print/progress-bar.ts';
