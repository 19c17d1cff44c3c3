import { describe, expect, it } from '@jest/globals';
import { targetOf } from './target.ts';

const RUNNING = {
  publicUrl: 'http://localhost:8080',
  providerUrl: 'http://localhost:9090',
  admin: { email: 'admin@shop.example', password: 'generated' },
};

describe('the shop to work on', () => {
  it('is the running one', () => {
    expect(targetOf({}, RUNNING)).toEqual({
      baseUrl: 'http://localhost:8080',
      providerUrl: 'http://localhost:9090',
      admin: RUNNING.admin,
    });
  });

  it('is the one that is named, and nothing of the running one is mixed into it', () => {
    const options = { baseUrl: 'http://other:1', adminEmail: 'a@b.example', adminPassword: 'secret' };
    expect(targetOf(options, RUNNING)).toEqual({
      baseUrl: 'http://other:1',
      admin: { email: 'a@b.example', password: 'secret' },
    });
  });

  it.each([
    [{}, undefined, './shop up'],
    [{ baseUrl: 'http://other:1' }, RUNNING, '--admin-email and --admin-password'],
    [{ baseUrl: 'localhost' }, RUNNING, 'is no URL'],
  ])('is asked for where it is not clear: %j', (options, running, advice) => {
    expect(targetOf(options, running)).toEqual({ problem: expect.stringContaining(advice) });
  });
});
