import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Topology } from '@twinshop/topologies';
import { execa } from 'execa';
import { toolEnvironment } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { workspaceFile, workspaceRoot } from '../workspace.ts';
import { fingerprint } from './fingerprint.ts';

const DEADLINE_MS = 10 * 60_000;

interface BuildStep {
  name: string;
  command: readonly string[];
  cwd: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** The name of a step that has to be over before. */
  after?: string;
}

/** The project whose program, once it is built, writes the OpenAPI document that the gateway serves. */
const CONTRACT = 'gateway/openapi';
export const contractFile = workspaceFile(CONTRACT, 'dist', 'openapi.json');

const everywhere = ['tsconfig.base.json', 'package-lock.json'];

/**
 * Builds what a topology runs, where its sources have changed since the last time. By the compilers themselves: for
 * one command that builds a handful of projects, `tsc --build` knows the order and what is up to date, at a fraction of
 * what asking Nx costs.
 * @returns the names of what was built
 * @throws Refusal with the compiler's words
 */
export async function buildWhatChanged(topology: Topology): Promise<string[]> {
  const steps = stepsOf(topology);
  const stampFile = workspaceFile('node_modules', '.cache', 'twinshop', `build-${topology.name}.json`);
  const stamps = await readStamps(stampFile);
  const stale = steps
    .map((step) => ({ step, print: fingerprint(step.inputs) }))
    .filter(
      ({ step, print }) => stamps[step.name] !== print || !step.outputs.every((file) => existsSync(file)),
    );
  const built = new Map<string, Promise<void>>();
  for (const { step } of stale) {
    const before = step.after === undefined ? undefined : built.get(step.after);
    built.set(
      step.name,
      Promise.resolve(before).then(() => run(step)),
    );
  }
  await Promise.all(built.values());
  if (stale.length > 0) {
    for (const { step, print } of stale) stamps[step.name] = print;
    await mkdir(path.dirname(stampFile), { recursive: true });
    await writeFile(stampFile, JSON.stringify(stamps));
  }
  return stale.map(({ step }) => step.name);
}

function stepsOf({ builds, processes }: Topology): BuildStep[] {
  const compiled = builds.filter((project) => existsSync(workspaceFile(project, 'tsconfig.build.json')));
  const bundled = builds.filter((project) => existsSync(workspaceFile(project, 'vite.config.ts')));
  const programs: BuildStep = {
    name: 'programs',
    command: ['tsc', '--build', ...compiled.map((project) => path.join(project, 'tsconfig.build.json'))],
    cwd: workspaceRoot,
    inputs: [...everywhere, 'libs', ...compiled],
    outputs: processes.flatMap((process) =>
      process.kind === 'node' ? [workspaceFile(process.program)] : [],
    ),
  };
  const contract: BuildStep = {
    name: 'contract',
    command: ['node', path.join(CONTRACT, 'dist', 'main.js'), contractFile],
    cwd: workspaceRoot,
    inputs: [...everywhere, 'libs', CONTRACT],
    outputs: [contractFile],
    after: programs.name,
  };
  return [
    ...(compiled.length > 0 ? [programs] : []),
    ...(compiled.includes(CONTRACT) ? [contract] : []),
    ...bundled.map((project) => ({
      name: project,
      command: ['vite', 'build'],
      cwd: workspaceFile(project),
      inputs: [...everywhere, 'libs', project],
      outputs: [workspaceFile(project, 'dist', 'index.html')],
    })),
  ];
}

async function run({ name, command, cwd, outputs }: BuildStep): Promise<void> {
  const [program, ...flags] = command;
  const result = await execa(program!, flags, {
    cwd,
    env: toolEnvironment(),
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: DEADLINE_MS,
  });
  if (result.failed) throw new Refusal(`The build of ${name} failed:\n${result.all || result.shortMessage}`);
  const missing = outputs.find((file) => !existsSync(file));
  if (missing)
    throw new Refusal(
      `The build of ${name} passed and did not make ${missing}: run it with "npx nx run-many -t build --skip-nx-cache".`,
    );
}

async function readStamps(file: string): Promise<Record<string, string>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
