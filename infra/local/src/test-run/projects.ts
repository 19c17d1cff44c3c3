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

/** What a project's Nx target runs. */
export function commandOf(project: string, target: Target): string {
  const manifest = JSON.parse(readFileSync(workspaceFile(project, 'package.json'), 'utf8')) as {
    nx: { targets: Record<Target, { command: string }> };
  };
  return manifest.nx.targets[target].command;
}

/** `e2e` drives a shop; `page` looks at a report's page in Chromium. */
export type Target = 'e2e' | 'page';
