import path from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { docker } from '@twinshop/docker';
import {
  runScenario,
  stageInContainers,
  type RunRecord,
  type ScenarioRun,
  type SetStage,
} from '@twinshop/drills';
import { violationsIn } from '@twinshop/invariants';
import { execa } from 'execa';
import { shopInContainers } from '../src/config.ts';

const WITHIN_MS = 240_000;
const workspace = path.resolve(import.meta.dirname, '../../..');
const { variant } = shopInContainers();

const scenarios: Readonly<Record<typeof variant, ScenarioRun['scenario']>> = {
  microservices: {
    faults: [{ kind: 'pause', part: 'recommendation' }],
    faultMs: 5_000,
    controlMs: 3_000,
    expects: [],
  },
  monolith: {
    faults: [{ kind: 'kill', part: 'monolith' }],
    faultMs: 3_000,
    controlMs: 3_000,
    supervised: false,
    expects: [],
  },
};

/** So few that it is no load: this is about what is broken, found and mended, not about how fast. */
const rates = {
  'product page': 5,
  'related products': 5,
  recommendations: 2,
  'product list': 2,
  'place order': 3,
  'read order': 2,
};

const leftOf = async (project: string): Promise<string> => {
  const ours = ['--quiet', '--filter', `label=com.docker.compose.project=${project}`];
  const left = [
    ['ps', '--all'],
    ['volume', 'ls'],
    ['network', 'ls'],
  ].map((ls) => docker([...ls, ...ours]));
  return (await Promise.all(left)).join('').trim();
};

describe(`a drill on the ${variant} in containers of its own`, () => {
  let project: string;
  let record: RunRecord;
  let command: { exitCode?: number; all: string };

  beforeAll(async () => {
    const inContainers = stageInContainers({
      // The shop under test has just been built from the same sources.
      build: false,
      say: (line) => (project = /twinshop-drill-\w+/.exec(line)![0]),
    });
    /** When the drill is over and its shop still stands, the command has to come to the same verdict. */
    const setStage: SetStage = async (wishes) => {
      const { stage, clear } = await inContainers(wishes);
      return {
        stage,
        async clear() {
          const words = ['check', '--docker', project];
          command = await execa(path.join(workspace, 'shop'), words, { all: true, reject: false });
          await clear();
        },
      };
    };
    const spectator = { phase: () => undefined, event: () => undefined, second: () => undefined };
    const scenario = scenarios[variant];
    record = await runScenario({ variant, scenario, rates, seed: 1, without: [], spectator, setStage });
  }, WITHIN_MS);

  it('ends with the checker’s verdict that nothing was lost or done twice', () => {
    expect(violationsIn(record.check)).toEqual([]);
    expect(record.check.operations!.ok).toBeGreaterThan(0);
  });

  it('could be checked by ./shop check --docker, too', () => {
    expect(command).toMatchObject({ exitCode: 0, all: expect.stringContaining('stock') });
  });

  if (variant === 'microservices')
    it('had its fault: related products were the default ones, and nothing failed', () => {
      for (const { endpoint, fault } of record.blastRadius)
        expect({ endpoint, succeeded: fault.succeeded }).toEqual({ endpoint, succeeded: 1 });
      const related = record.blastRadius.find(({ endpoint }) => endpoint === 'related products')!;
      expect(related.fault.degraded).toBeGreaterThan(0.8);
      expect(record.timeline.map(({ says }) => says)).toContain('The breaker catalog→recommendation is open');
    });
  else
    it('had its fault: nothing was answered, and the process that came back is another', () => {
      const pages = record.blastRadius.find(({ endpoint }) => endpoint === 'product page')!;
      expect(pages.fault.succeeded).toBeLessThan(0.5);
      const told = record.timeline.map(({ says }) => says);
      expect(told).toEqual(expect.arrayContaining(['monolith has ended', 'monolith is a new process']));
    });

  it('leaves no container, network or volume', async () => expect(await leftOf(project)).toBe(''));
});
