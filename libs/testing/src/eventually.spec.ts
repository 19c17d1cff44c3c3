import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';

describe('eventually', () => {
  it('answers with what the probe answered once it passes', async () => {
    let attempts = 0;
    const answer = await eventually(
      () => {
        attempts += 1;
        if (attempts < 3) throw new Error('not yet');
        return 'ready';
      },
      { describe: 'it is ready' },
    );
    expect([answer, attempts]).toEqual(['ready', 3]);
  });

  it('says what never happened, and why it last failed', async () => {
    const never = eventually(() => Promise.reject(new Error('still pending')), {
      within: 60,
      describe: 'the order is confirmed',
    });
    await expect(never).rejects.toThrow('Never within 60 ms: the order is confirmed. Last: still pending');
  });

  it('takes false for a no', async () => {
    await expect(eventually(() => false, { within: 60, describe: 'it is true' })).rejects.toThrow(
      'answered false',
    );
  });

  it('does not wait for a probe that hangs', async () => {
    await expect(
      eventually(() => new Promise(() => undefined), { within: 60, describe: 'it answers' }),
    ).rejects.toThrow('Never within 60 ms: it answers');
  });
});
