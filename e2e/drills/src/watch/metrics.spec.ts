import { describe, expect, it } from '@jest/globals';
import { parseMetrics } from './metrics.ts';

const parse = (text: string, ...names: string[]) => parseMetrics(text, new Set(names));

describe('what a process says to Prometheus', () => {
  it('is read by name, without help, types and other series', () => {
    const text = `# HELP queue_jobs Jobs of a queue.
# TYPE queue_jobs gauge
queue_jobs{queue="order",state="waiting"} 3
queue_jobs_total 9
up 1 1700000000000`;
    expect(parse(text, 'queue_jobs', 'up')).toEqual([
      { name: 'queue_jobs', labels: { queue: 'order', state: 'waiting' }, value: 3 },
      { name: 'up', labels: {}, value: 1 },
    ]);
  });

  it('may have quotes, backslashes, newlines, commas and braces in a label', () => {
    const [metric] = parse(String.raw`m{a="say \"hi\"",b="C:\\new\n}",c="x,y=z"} 1`, 'm');
    expect(metric!.labels).toEqual({ a: 'say "hi"', b: 'C:\\new\n}', c: 'x,y=z' });
  });

  it('may be no number, or without end', () => {
    const values = parse('m NaN\nm +Inf\nm -Inf\nm 1.5e-3', 'm').map(({ value }) => value);
    expect(values).toEqual([NaN, Infinity, -Infinity, 0.0015]);
  });

  it('counts a histogram in a series of its own', () => {
    const text = `call_seconds_bucket{le="0.1",name="catalog"} 4
call_seconds_bucket{le="+Inf",name="catalog"} 5
call_seconds_sum{name="catalog"} 0.7
call_seconds_count{name="catalog"} 5`;
    expect(parse(text, 'call_seconds_count')).toEqual([
      { name: 'call_seconds_count', labels: { name: 'catalog' }, value: 5 },
    ]);
  });
});
