import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { workspaceFile } from '../workspace.ts';
import { jestReportFile, type Check } from './check.ts';
import { commandOf, projectsWith, type Target } from './projects.ts';

const jestEnvironment = { NODE_OPTIONS: '--experimental-vm-modules' };

/**
 * What needs no running program, in two rows that may go beside each other. One process for each tool: asked project by
 * project through Nx, the linter alone took 142 s where this takes 17 s, because each project's run begins by loading the
 * same things again.
 */
export function staticChecks(): { types: Check[]; lint: Check[] } {
  const referenced = projectsWith('tsconfig.build.json');
  const alone = projectsWith('tsconfig.json').filter((project) => !referenced.includes(project));
  return {
    types: [
      { title: 'Format', command: ['prettier', '--check', '.'] },
      {
        title: 'Types',
        command: ['tsc', '--build', ...referenced.map((project) => path.join(project, 'tsconfig.json'))],
      },
      ...alone.map((project) => ({
        title: `Types of ${project}`,
        command: ['tsc', '--project', path.join(project, 'tsconfig.json')],
      })),
    ],
    lint: [
      // The boundaries rule reads the project graph that Nx has cached, and checks nothing where there is none.
      {
        title: 'Project graph',
        command: ['nx', 'graph', `--file=${workspaceFile('reports', 'tests', 'graph.json')}`],
      },
      { title: 'Lint', command: ['eslint', '.', '--max-warnings=0'] },
    ],
  };
}

/** Unit and integration tests of all projects, in one Jest run that shares its workers and servers. */
export function unitTests(servers: TestServers, jestOptions: readonly string[]): Check {
  return onServers('Unit and integration tests', projectsWith('jest.config.mjs'), servers, jestOptions);
}

/** Those of the modules' and the platform's databases and queues; processes are tried as a whole. */
export function serverTests(servers: TestServers, jestOptions: readonly string[]): Check {
  const projects = projectsWith('jest.config.mjs').filter(
    (project) =>
      project.startsWith('libs/') &&
      readFileSync(workspaceFile(project, 'jest.config.mjs'), 'utf8').includes('global-setup'),
  );
  return onServers('Database and queue tests', projects, servers, jestOptions);
}

/** Of those the few that show that tests find their servers wherever these are, and that messages outlast them. */
export function fewServerTests(servers: TestServers, jestOptions: readonly string[]): Check {
  const few = ['--testPathPatterns=libs/testing/test/|/messaging/(delivery|outages)\\.'];
  const projects = ['libs/platform', 'libs/testing'];
  return onServers('Databases and queues', projects, servers, [...jestOptions, ...few]);
}

/** Where PostgreSQL and Redis of a test run are. */
export type TestServers = 'containers' | 'embedded';

function onServers(
  title: string,
  projects: readonly string[],
  servers: TestServers,
  jestOptions: readonly string[],
): Check {
  const where = servers === 'containers' ? 'servers in containers' : 'servers embedded';
  const run = jest(`${title}, ${where}`, [
    '--projects',
    ...projects,
    `--maxWorkers=${os.availableParallelism()}`,
    // A machine that is busy with other things is slow, not wrong.
    '--testTimeout=60000',
    ...jestOptions,
  ]);
  return { ...run, environment: { ...run.environment, TEST_SERVERS: servers } };
}

/** A suite of its own: the command of a project's Nx target, with what it has to know in its environment. */
export function suite(
  title: string,
  project: string,
  environment: Readonly<Record<string, string>>,
  jestOptions: readonly string[],
  target: Target = 'e2e',
): Check {
  const run = jest(title, jestOptions);
  const command = [...commandOf(project, target).split(' '), ...run.command.slice(1)];
  return { ...run, command, folder: project, environment: { ...run.environment, ...environment } };
}

function jest(title: string, flags: readonly string[]): Check {
  const jestReport = jestReportFile(title);
  const report = ['--json', `--outputFile=${jestReport}`];
  return { title, command: ['jest', ...report, ...flags], environment: jestEnvironment, jestReport };
}
