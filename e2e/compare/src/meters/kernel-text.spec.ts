import { describe, expect, it } from '@jest/globals';
import {
  parseBytesToOthers,
  parseLoopbackBytes,
  parseProcessorTime,
  parseProportionalBytes,
} from './kernel-text.ts';

describe('what the kernel tells', () => {
  it('of all processors together: what went into processes, and what was stolen', () => {
    const text = 'cpu  100 5 20 800 30 7 8 40 90 0\ncpu0 50 2 10 400 15 3 4 20 45 0\nintr 12345\n';
    expect(parseProcessorTime(text)).toEqual({ inProcesses: 125, stolen: 40, total: 1_010 });
    expect(() => parseProcessorTime('intr 12345\n')).toThrow('no line for all processors');
  });

  const interfaces = [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
    '    lo: 111 3 0 0 0 0 0 0 222 4 0 0 0 0 0 0',
    '  eth0: 999 5 0 0 0 0 0 0 888 6 0 0 0 0 0 0',
    '  eth1:1 5 0 0 0 0 0 0 100 6 0 0 0 0 0 0',
  ].join('\n');

  it('of the loopback: what was sent', () => {
    expect(parseLoopbackBytes(interfaces)).toBe(222);
    expect(parseLoopbackBytes('  eth0: 999 5 0 0 0 0 0 0 888 6 0 0 0 0 0 0')).toBeUndefined();
  });

  it('of all networks: what was sent to others', () => {
    expect(parseBytesToOthers(interfaces)).toBe(988);
  });

  it('of a process’s memory: its own, and its share of what is common', () => {
    const text =
      '00400000-7fff rw-p 00000000 00:00 0 [rollup]\nRss:    1720 kB\nPss:     192 kB\nPss_Dirty:  116 kB\n';
    expect(parseProportionalBytes(text)).toBe(192 * 1024);
    expect(parseProportionalBytes('Rss: 1 kB\n')).toBeUndefined();
  });
});
