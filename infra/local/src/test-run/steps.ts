import { Listr, PRESET_TIMER, type ListrTask } from 'listr2';
import { Refusal } from '../refusal.ts';
import { isPlain } from '../terminal/steps.ts';
import { runCheck, type Check, type CheckResult } from './check.ts';

export type Task = Parameters<ListrTask['task']>[1];

/** The steps of a test run as they are shown. One that fails is noted and shown as failed; the others still have their turn. */
export class Steps {
  readonly results: CheckResult[] = [];
  readonly #signal: AbortSignal;

  /** @param signal ends the step that runs, and skips those to come */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  readonly step = (
    title: string,
    work: (task: Task) => Promise<CheckResult | undefined | void>,
  ): ListrTask => ({
    title,
    skip: () => this.#signal.aborted,
    task: async (_, task) => {
      const result = await work(task).catch((error: Error) => notRun(title, error));
      if (!result) return;
      this.results.push(result);
      if (!result.passed) throw new Error('see below');
    },
  });

  readonly check = (wanted: Check): ListrTask =>
    this.step(wanted.title, (task) => this.runCheck(wanted, task));

  runCheck(wanted: Check, task: Task): Promise<CheckResult> {
    return runCheck(wanted, showing(task), this.#signal);
  }

  async run(tasks: ListrTask[]): Promise<void> {
    await new Listr(tasks, {
      exitOnError: false,
      registerSignalListeners: false,
      fallbackRendererCondition: isPlain,
      rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false, collapseSubtasks: false },
      fallbackRendererOptions: { timer: PRESET_TIMER },
    }).run();
  }
}

export const oneAfterTheOther = (title: string, tasks: ListrTask[]): ListrTask => atATime(1, title, tasks);

/** @param most how many run beside each other */
export const atATime = (most: number, title: string, tasks: ListrTask[]): ListrTask => ({
  title,
  skip: () => tasks.length === 0,
  task: (_, task) => task.newListr(tasks, { concurrent: most, exitOnError: false }),
});

/** The latest line of output beside a step, where a line can be replaced by the next. */
export function showing(task: Task): (line: string) => void {
  return (line) => {
    if (!isPlain()) task.output = line;
  };
}

/** For a step that failed before it could check anything. */
function notRun(title: string, error: Error): CheckResult {
  const output = error instanceof Refusal ? error.message : (error.stack ?? error.message);
  return { title, passed: false, flakyFiles: [], milliseconds: 0, totals: undefined, output };
}
