import { describe, expect, it } from '@jest/globals';
import { inWords } from './in-words.ts';

const cores = { shop: [0], load: 1 };

describe('a fence in words', () => {
  it('says how much there was for all, and that the load came from elsewhere', () => {
    const words = inWords({ kind: 'cgroup', cpus: 1, memoryMb: 2048 }, cores);
    expect(words).toContain('the time of 1 processor on core 0 and 2048 MB of memory');
    expect(words).toContain('ran outside of it, on core 1');
  });

  it('says where the load was not kept apart', () => {
    const words = inWords({ kind: 'cgroup', cpus: 0.5, memoryMb: 2048 }, undefined);
    expect(words).toContain('the time of 0.5 processors and 2048 MB');
    expect(words).toContain('shared its processors with the shop');
  });

  it.each([
    ['a kernel that limits no memory', { kind: 'cgroup', cpus: 1 } as const],
    ['a user who may not', { kind: 'affinity', cpus: 1 } as const],
  ])('hides not that memory was not limited: %s', (_, fence) => {
    expect(inWords(fence, cores)).toContain('Memory was not limited');
  });

  it('says what all containers of a shop had between them', () => {
    expect(inWords({ kind: 'containers', cpus: 1, memoryMb: 2048 }, cores)).toMatch(
      /containers on core 0, .*the time of 1 processor and 2048 MB of memory for all of them, in one control group/,
    );
    expect(inWords({ kind: 'containers', cpus: 1 }, cores)).toContain('Memory was not limited');
  });

  it('says plainly that nothing held them', () => {
    expect(inWords({ kind: 'none' }, undefined)).toMatch(/^Nothing limited the shops/);
  });

  it('names several cores', () => {
    expect(inWords({ kind: 'affinity', cpus: 3 }, { shop: [0, 1, 2], load: 3 })).toContain(
      'cores 0, 1 and 2',
    );
  });
});
