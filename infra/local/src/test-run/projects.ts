import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { workspaceFile, workspaceRoot } from '../workspace.ts';

/** The folders of the workspace's projects, below its root. */
export function projectFolders(): string[] {
  const { workspaces } = JSON.parse(readFileSync(workspaceFile('package.json'), 'utf8')) as {
    workspaces: string[];
  };
  return workspaces
    .flatMap((pattern) => globSync(path.posix.join(pattern, 'package.json'), { cwd: workspaceRoot }))
    .map((manifest) => path.dirname(manifest))
    .sort();
}

export function projectsWith(file: string): string[] {
  return projectFolders().filter((folder) => existsSync(workspaceFile(folder, file)));
}

/** What a project's Nx target `e2e` runs. */
export function e2eCommand(project: string): string {
  const manifest = JSON.parse(readFileSync(workspaceFile(project, 'package.json'), 'utf8')) as {
    nx: { targets: { e2e: { command: string } } };
  };
  return manifest.nx.targets.e2e.command;
}
