import { describe, expect, it } from '@jest/globals';
import { inContainers } from './in-containers.ts';
import { planOf } from './plan.ts';

describe('a plan in containers', () => {
  it('is without a module made slow, and says so', () => {
    const { plan, leftOut } = inContainers(planOf({ size: 'full' }));
    const names = plan.experiments.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['capacity.checkout', 'provider', 'deploy', 'instance-killed']),
    );
    expect(names).not.toContain('recommendations-slow');
    expect(leftOut).toEqual([expect.stringMatching(/^Recommendations that take their time: images hold/)]);
  });

  it('is the same where nothing of it needs more', () => {
    const quick = planOf({ size: 'quick' });
    expect(inContainers(quick)).toEqual({ plan: quick, leftOut: [] });
  });
});
