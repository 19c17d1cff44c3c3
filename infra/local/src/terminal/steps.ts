import { Listr, PRESET_TIMER, type ListrTask } from 'listr2';

const LEAST_COLUMNS = 40;

/** Where a line can't be replaced by the next: no terminal, or one without a width. */
export function isPlain(): boolean {
  return !process.stdout.isTTY || process.stdout.columns < LEAST_COLUMNS;
}

/**
 * Takes steps one after another, showing each: moving on a terminal, a line at its start and end elsewhere.
 * @throws what the failed step threw; shown by the caller, once
 */
export async function takeSteps(steps: readonly ListrTask[]): Promise<void> {
  let failure: { error: unknown } | undefined;
  const tasks = steps.map((step): ListrTask => ({
    ...step,
    task: async (context, task) => {
      try {
        return await step.task(context, task);
      } catch (error) {
        failure ??= { error };
        throw new Error('see below', { cause: error });
      }
    },
  }));
  const list = new Listr(tasks, {
    registerSignalListeners: false,
    fallbackRendererCondition: isPlain,
    rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false, collapseErrors: false },
    fallbackRendererOptions: { timer: PRESET_TIMER },
  });
  await list.run().catch((error: unknown) => {
    throw failure ? failure.error : error;
  });
}
