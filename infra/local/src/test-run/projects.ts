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
