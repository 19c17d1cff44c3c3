import { execa } from 'execa';
import { Refusal } from '../refusal.ts';
import { findProgram, howToGet, type SystemProgram } from './system-programs.ts';

const DEADLINE_MS = 10 * 60_000;

/**
 * Installs what is missing with apt-get, where that is there and allowed.
 * @param say told what happens, a line at a time
 * @returns the titles of what was installed
 * @throws Refusal naming what is missing, and how a person gets it
 */
export async function ensureInstalled(
  wanted: readonly SystemProgram[],
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<string[]> {
  const missing = wanted.filter((each) => findProgram(each) === undefined);
  if (missing.length === 0) return [];
  const apt = await aptGet();
  if (!apt) throw new Refusal(describe(missing, 'This can’t be installed from here.'));
  const packages = missing.flatMap((each) => each.apt);
  // A fresh machine has no package lists at all, and one that waits for its automatic updates a locked database.
  const patient = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Dpkg::Use-Pty=0'];
  const run = async (...flags: string[]): Promise<void> => {
    const [program, ...first] = apt;
    const child = execa(program!, [...first, ...patient, ...flags], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: DEADLINE_MS,
      ...(signal ? { cancelSignal: signal } : {}),
    });
    child.all.setEncoding('utf8');
    child.all.on('data', (text: string) => say(text.trim().split('\n').at(-1) ?? ''));
    const result = await child;
    if (result.failed)
      throw new Refusal(describe(missing, `apt-get failed:\n${result.all || result.shortMessage}`));
  };
  say('reading the package lists');
  await run('update', '--quiet');
  say(`installing ${packages.join(', ')}`);
  await run('install', '--quiet', '--yes', '--no-install-recommends', ...packages);
  const still = missing.filter((each) => findProgram(each) === undefined);
  if (still.length > 0)
    throw new Refusal(describe(still, 'apt-get passed, and the program is still missing.'));
  return missing.map(({ title }) => title);
}

/** The command to install with: as root, or where sudo asks for no password; undefined where neither is. */
export async function aptGet(): Promise<string[] | undefined> {
  if (findProgram({ programs: ['apt-get'] }) === undefined) return undefined;
  if (process.getuid?.() === 0) return ['apt-get'];
  const { failed } = await execa('sudo', ['-n', 'true'], { reject: false, stdin: 'ignore', timeout: 10_000 });
  return failed ? undefined : ['sudo', '-n', 'apt-get'];
}

function describe(missing: readonly SystemProgram[], why: string): string {
  const lines = missing.map((each) => `  ${each.title} (for ${each.neededFor}). ${howToGet(each)}`);
  return `Missing:\n${lines.join('\n')}\n${why}`;
}
