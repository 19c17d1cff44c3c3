import path from 'node:path';

/** Where a group may be made that limits processor time and memory. */
export interface Place {
  version: 1 | 2;
  /** The folder that the group goes into. */
  cpu: string;
  /** Another in version 1, or undefined where the kernel doesn’t limit memory; the same in version 2. */
  memory: string | undefined;
  /** Where processes go that leave the group: the one that this process is in. In version 1 that is where the group is made. */
  outside?: string;
  /** Folders of other trees in which whoever puts processes into the group makes one of its name, and leaves it. */
  traces?: readonly string[];
}

/**
 * The places below the group that this process is in, so that whatever limits it already goes on to do so. In version 2
 * a group with processes of its own can’t divide what it has among others: there, the groups above it come next.
 * @param mounts text of `/proc/self/mountinfo`
 * @param groups text of `/proc/self/cgroup`
 * @returns the best first; none where there are no such groups
 */
export function placesFor(mounts: string, groups: string): Place[] {
  const mounted = mounts.split('\n').flatMap(parseMount);
  const own = groups
    .trim()
    .split('\n')
    .map((line) => /^\d+:([^:]*):(.*)$/.exec(line)?.slice(1) as [string, string] | undefined);
  const folderOf = (controller: string): string | undefined => {
    const mount = mounted.find(
      ({ version, controllers }) => version === 1 && controllers.includes(controller),
    );
    const group = own.find((one) => one?.[0].split(',').includes(controller))?.[1];
    return mount === undefined || group === undefined ? undefined : below(mount, group);
  };
  const cpu = folderOf('cpu');
  if (cpu !== undefined) return [{ version: 1, cpu, memory: folderOf('memory') }];
  const unified = mounted.find(({ version }) => version === 2);
  const group = own.find((one) => one?.[0] === '')?.[1];
  if (!unified || group === undefined) return [];
  const outside = below(unified, group);
  return upwards(outside, unified.folder).map((folder) => ({
    version: 2,
    cpu: folder,
    memory: folder,
    outside,
  }));
}

/**
 * The place that a container engine’s own groups are in, from where it finds a group by its name: the root of each tree.
 * @param mounts text of `/proc/self/mountinfo`
 * @returns undefined where there are no such groups
 */
export function placeOfEngine(mounts: string): Place | undefined {
  const mounted = mounts.split('\n').flatMap(parseMount);
  const treeOf = (controller: string): string | undefined =>
    mounted.find(({ version, controllers }) => version === 1 && controllers.includes(controller))?.folder;
  const [cpu, memory] = [treeOf('cpu'), treeOf('memory')];
  if (cpu === undefined) {
    const unified = mounted.find(({ version }) => version === 2)?.folder;
    return unified === undefined ? undefined : { version: 2, cpu: unified, memory: unified };
  }
  const traces = mounted.map(({ folder }) => folder).filter((folder) => folder !== cpu && folder !== memory);
  return { version: 1, cpu, memory, traces };
}

interface Mount {
  version: 1 | 2;
  folder: string;
  /** The group that is seen as the folder. */
  root: string;
  controllers: readonly string[];
}

/** `36 35 0:28 / /sys/fs/cgroup/cpu rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct`: see proc_pid_mountinfo(5). */
function parseMount(line: string): Mount[] {
  const [before, after] = line.split(' - ');
  const [, , , root, folder] = before!.split(' ');
  const [type, , options] = (after ?? '').split(' ');
  if (root === undefined || folder === undefined || !type?.startsWith('cgroup')) return [];
  return [{ version: type === 'cgroup2' ? 2 : 1, folder, root, controllers: options?.split(',') ?? [] }];
}

/** A container may see its own group as the root, and be told of it by its whole path. */
function below({ folder, root }: Mount, group: string): string {
  const inside = path.posix.relative(root, group);
  return inside.startsWith('..') ? folder : path.posix.join(folder, inside);
}

function upwards(from: string, last: string): string[] {
  return from === last ? [last] : [from, ...upwards(path.posix.dirname(from), last)];
}
