import { describe, expect, it } from '@jest/globals';
import { intervalChart } from './interval-chart.ts';

const { markup } = intervalChart({
  describes: 'monolith 200, services <50>',
  whiskers: [
    { tone: 'first', median: 200, low: 150, high: 250 },
    { tone: 'second', median: 50, low: 50, high: 600 },
  ],
  max: 500,
  end: '500 ms',
});

describe('a chart of intervals', () => {
  it('has a dot at each median, and a whisker from low to high', () => {
    expect(markup).toContain('class="whisker" style="left:30.00%;width:20.00%;color:var(--tone-first)"');
    expect(markup).toContain('class="dot" style="left:40.00%;color:var(--tone-first)"');
  });

  it('stays within its axis', () => expect(markup).toContain('style="left:10.00%;width:90.00%'));

  it('says what it shows to those who cannot see it', () =>
    expect(markup).toContain('role="img" aria-label="monolith 200, services &lt;50&gt;"'));
});
