import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Ends without asking whoever is left in a process group whose leader has ended. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Whether a group that was led by this number still has members that work in this folder. Without the folder it could be
 * somebody else's by now, whose leader got the same number. Never where there is no /proc.
 */
export function isGroupOf(leader: number, folder: string): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/proc').some((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
      return group === leader && readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}
