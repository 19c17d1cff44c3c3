import { globSync, readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';

interface Manifest {
  name: string;
  workspaces?: string[];
  dependencies?: Record<string, string>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

/** The workspace's projects: folder by name. */
const projects = new Map(
  manifestOf('.')
    .workspaces!.flatMap((pattern) => globSync(path.posix.join(pattern, 'package.json')))
    .map((file) => path.dirname(file))
    .map((folder) => [manifestOf(folder).name, folder]),
);

/**
 * Copies the sources that a project is built from: its own, and those of the projects that it depends on. What changes
 * elsewhere then leaves its image as it is. On nothing but Node, as dependencies come later.
 */
async function pruneSources(project: string, target: string): Promise<void> {
  const wanted = new Set<string>();
  collect(project, wanted);
  for (const folder of wanted)
    await cp(folder, path.join(target, folder), { recursive: true, filter: (file) => !isTest(file) });
  await cp('tsconfig.base.json', path.join(target, 'tsconfig.base.json'));
}

function collect(folder: string, into: Set<string>): void {
  if (into.has(folder)) return;
  into.add(folder);
  for (const name of Object.keys(manifestOf(folder).dependencies ?? {})) {
    const other = projects.get(name);
    if (other !== undefined) collect(other, into);
  }
}

const isTest = (file: string): boolean => /\.spec\.tsx?$|[/\\]test$/.test(file);

const [project, target] = process.argv.slice(2) as [string, string];
await pruneSources(project, target);
