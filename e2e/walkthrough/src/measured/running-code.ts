import { readFileSync } from 'node:fs';
import path from 'node:path';
import { steps } from '@twinshop/topologies';
import { rolldown } from 'rolldown';
import { sum } from 'simple-statistics';
import { z } from 'zod';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const OURS = '@twinshop/';

/**
 * Lines of the shop’s own code in the programs that it runs at a step and at the one before it. Comments count; tests and
 * libraries don’t. The monolith of steps 2 to 6 is one program, which is told its step: it shrinks when it is retired.
 */
export const runningCode = z.object({
  before: z.int(),
  after: z.int(),
  /** In files that no program had before. */
  added: z.int(),
  /** In files that no program has any more. */
  removed: z.int(),
});

export type RunningCode = z.infer<typeof runningCode>;

/** Of every step that has one before it. */
export async function countRunningCode(): Promise<Map<number, RunningCode>> {
  const filesOf = new Map<string, readonly string[]>();
  for (const program of new Set(steps.flatMap(programsOf))) filesOf.set(program, await filesIn(program));
  const run = steps.map((step) => [...new Set(programsOf(step).flatMap((program) => filesOf.get(program)!))]);
  return new Map(
    steps.slice(1).map((_, before) => {
      const [old, now] = [run[before]!, run[before + 1]!];
      return [
        before + 1,
        {
          before: linesIn(old),
          after: linesIn(now),
          added: linesIn(without(now, old)),
          removed: linesIn(without(old, now)),
        },
      ];
    }),
  );
}

/** What a shop is started from, as sources; the card processor is somebody else’s. */
const programsOf = ({ processes }: (typeof steps)[number]): string[] =>
  processes.flatMap((process) =>
    process.kind === 'gateway' || process.name === 'payment-provider'
      ? []
      : [process.program.replace('/dist/', '/src/').replace(/\.js$/, '.ts')],
  );

/** The files that anything is left of when a bundler has left out what the program can’t come to. */
async function filesIn(program: string): Promise<string[]> {
  const bundle = await rolldown({
    input: program,
    cwd: ROOT,
    platform: 'node',
    logLevel: 'silent',
    tsconfig: path.join(ROOT, 'tsconfig.base.json'),
    external: (id) => !/^[./]/.test(id) && !id.startsWith(OURS),
    resolve: { conditionNames: ['@twinshop/source', 'import', 'node', 'default'] },
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await bundle.generate({ format: 'esm', sourcemapIgnoreList: false });
  await bundle.close();
  return output.flatMap((chunk) =>
    chunk.type === 'chunk'
      ? Object.entries(chunk.modules).flatMap(([file, { renderedLength }]) =>
          path.isAbsolute(file) && renderedLength > 0 ? [file] : [],
        )
      : [],
  );
}

const without = (files: readonly string[], others: readonly string[]): string[] =>
  files.filter((file) => !others.includes(file));

const linesIn = (files: readonly string[]): number =>
  sum(files.map((file) => readFileSync(file, 'utf8').split('\n').length - 1));
