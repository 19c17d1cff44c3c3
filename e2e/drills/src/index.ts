export * from './record/drill-record.ts';
export { stageInContainers } from './containers/stage-in-containers.ts';
export { runScenario, type ScenarioRun } from './run/run-scenario.ts';
export type { SetStage } from './run/set-stage.ts';
