import { describe, expect, it } from '@jest/globals';
import { againstRest } from './against-rest.ts';

const p99 = (ms: number) => ({ seen: { requests: 100, p99: ms } });
const nobody = { seen: { requests: 0 } };

describe('a step against the shop left alone', () => {
  it('is compared with the slower rest', () => {
    expect(againstRest([p99(10), p99(20)])(p99(30))).toBe(1.5);
  });

  it('is not compared where nobody waited, or nobody asked', () => {
    expect(againstRest([])(p99(30))).toBeUndefined();
    expect(againstRest([nobody])(p99(30))).toBeUndefined();
    expect(againstRest([p99(10)])(nobody)).toBeUndefined();
  });
});
