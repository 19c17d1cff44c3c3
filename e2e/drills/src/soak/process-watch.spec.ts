import { beforeEach, describe, expect, it } from '@jest/globals';
import { ProcessWatch } from './process-watch.ts';

let pids: Record<string, number>;
let watch: ProcessWatch;

beforeEach(() => {
  pids = { order: 1, 'order-2': 2 };
  watch = new ProcessWatch({
    get processes() {
      return Object.entries(pids).map(([name, pid]) => ({ name, pid })) as never;
    },
  });
});

describe('A process that is another than before', () => {
  it('has ended by itself, which is told once', () => {
    pids['order'] = 3;
    expect(watch.endedByThemselves([])).toEqual(['order']);
    expect(watch.endedByThemselves([])).toEqual([]);
  });

  it('was told to, where a fault has ended it', () => {
    pids['order'] = 3;
    expect(watch.endedByThemselves(['order'])).toEqual([]);
  });
});
