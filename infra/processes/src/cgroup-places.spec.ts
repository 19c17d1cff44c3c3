import { describe, expect, it } from '@jest/globals';
import { placeOfEngine, placesFor } from './cgroup-places.ts';

describe('where a group can be made', () => {
  it('is below the own group of each controller, where each has a tree of its own', () => {
    const mounts = [
      '30 29 0:25 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct',
      '31 29 0:26 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
      '32 29 0:27 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
      '33 1 8:1 / / rw - ext4 /dev/sda1 rw',
    ].join('\n');
    const groups = '4:memory:/user/7\n2:cpu,cpuacct:/\n0::/user.slice\n';
    expect(placesFor(mounts, groups)).toEqual([
      { version: 1, cpu: '/sys/fs/cgroup/cpu,cpuacct', memory: '/sys/fs/cgroup/memory/user/7' },
    ]);
  });

  it('does without memory where the kernel does not limit it', () => {
    const mounts = '30 29 0:25 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu';
    expect(placesFor(mounts, '1:cpu:/\n')).toEqual([
      { version: 1, cpu: '/sys/fs/cgroup/cpu', memory: undefined },
    ]);
  });

  it('is below the own group or one above it, where all share a tree', () => {
    const mounts = '30 29 0:25 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate';
    const places = placesFor(mounts, '0::/user.slice/shell.scope\n');
    expect(places.map(({ cpu }) => cpu)).toEqual([
      '/sys/fs/cgroup/user.slice/shell.scope',
      '/sys/fs/cgroup/user.slice',
      '/sys/fs/cgroup',
    ]);
    expect(new Set(places.map(({ outside }) => outside))).toEqual(
      new Set(['/sys/fs/cgroup/user.slice/shell.scope']),
    );
  });

  it('is the root of what a container sees', () => {
    const mounts = '30 29 0:25 /docker/abc /sys/fs/cgroup/cpu ro - cgroup cgroup rw,cpu';
    expect(placesFor(mounts, '1:cpu:/docker/abc\n')[0]?.cpu).toBe('/sys/fs/cgroup/cpu');
  });

  it('is nowhere without such groups', () => {
    expect(placesFor('33 1 8:1 / / rw - ext4 /dev/sda1 rw', '')).toEqual([]);
  });
});

describe('where a group can be made for containers', () => {
  it('is the root of each tree, wherever this process is; what the engine makes in others is known', () => {
    const mounts = [
      '30 29 0:25 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu',
      '31 29 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory',
      '32 29 0:27 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids',
      '33 29 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
    ].join('\n');
    expect(placeOfEngine(mounts)).toEqual({
      version: 1,
      cpu: '/sys/fs/cgroup/cpu',
      memory: '/sys/fs/cgroup/memory',
      traces: ['/sys/fs/cgroup/pids', '/sys/fs/cgroup/unified'],
    });
  });

  it('is the root of the only tree', () => {
    const mounts = '30 29 0:25 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw,nsdelegate';
    expect(placeOfEngine(mounts)).toEqual({ version: 2, cpu: '/sys/fs/cgroup', memory: '/sys/fs/cgroup' });
  });

  it('is nowhere without such groups', () => {
    expect(placeOfEngine('33 1 8:1 / / rw - ext4 /dev/sda1 rw')).toBeUndefined();
  });
});
