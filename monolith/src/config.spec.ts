import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidConfiguration } from '@twinshop/platform/config';
import { loadConfig } from './config.ts';

const NEEDED = {
  DATABASE_URL: 'postgres://shop:secret-word@127.0.0.1:5432/shop',
  PAYMENT_PROVIDER_URL: 'http://127.0.0.1:8090',
  AUTH_PRIVATE_KEY_FILE: 'keys/private.json',
  AUTH_PUBLIC_KEYS_FILE: 'keys/public.json',
  ADMIN_EMAIL: 'admin@shop.test',
  ADMIN_PASSWORD: 'correct horse battery',
};

describe('the environment of the monolith', () => {
  const before = process.env;
  const use = (environment: Record<string, string>): void => {
    process.env = { ...environment };
  };

  beforeEach(() => use(NEEDED));
  afterEach(() => {
    process.env = before;
  });

  const refusal = (): string => {
    try {
      loadConfig();
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidConfiguration);
      return (error as Error).message;
    }
    throw new Error('the environment was taken');
  };

  it('needs no more than what can’t be guessed', () => {
    expect(loadConfig()).toEqual({
      ...NEEDED,
      HOST: '127.0.0.1',
      PORT: 8080,
      REUSE_PORT: false,
      OPS_PORT: 9080,
      INSTANCE: expect.stringMatching(/^[\w-]{1,32}$/),
      DATABASE_POOL: 20,
      LOG_LEVEL: 'info',
    });
  });

  it.each(Object.keys(NEEDED))('stops the boot without %s, and says what it is for', (name) => {
    use(Object.fromEntries(Object.entries(NEEDED).filter(([other]) => other !== name)));
    expect(refusal()).toMatch(new RegExp(`^ {2}${name}: .+ \\(.+\\)$`, 'm'));
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '80a'],
    ['OPS_PORT', '65536'],
    ['INSTANCE', 'two words'],
    ['DATABASE_URL', 'mysql://127.0.0.1/shop'],
    ['DATABASE_POOL', '1'],
    ['PAYMENT_PROVIDER_URL', 'ftp://127.0.0.1'],
    ['ADMIN_EMAIL', 'admin'],
    ['ADMIN_PASSWORD', 'short'],
    ['LOG_LEVEL', 'loud'],
  ])('stops the boot where %s is %j', (name, value) => {
    use({ ...NEEDED, [name]: value });
    expect(refusal()).toContain(`  ${name}: `);
  });

  it('keeps its secrets where it is refused', () => {
    use({ ...NEEDED, PORT: 'x' });
    expect(refusal()).not.toMatch(/secret-word|correct horse/);
  });
});
