import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidConfiguration } from '@twinshop/platform/config';
import { loadConfig, readSealKey } from './config.ts';

const NEEDED = {
  DATABASE_URL: 'postgres://payment:secret-word@127.0.0.1:5432/payment',
  REDIS_URL: 'redis://127.0.0.1:6379',
  PAYMENT_PROVIDER_URL: 'http://127.0.0.1:8090',
  PAYMENT_SEAL_KEY_FILE: 'keys/payment-seal.json',
};

describe('the environment of the payment service', () => {
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
      PORT: 8083,
      OPS_PORT: 9083,
      INSTANCE: expect.stringMatching(/^[\w-]{1,32}$/),
      DATABASE_POOL: 10,
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
    ['REDIS_URL', 'http://127.0.0.1'],
    ['LOG_LEVEL', 'loud'],
  ])('stops the boot where %s is %j', (name, value) => {
    use({ ...NEEDED, [name]: value });
    expect(refusal()).toContain(`  ${name}: `);
  });

  it('keeps its secrets where it is refused', () => {
    use({ ...NEEDED, PORT: 'x' });
    expect(refusal()).not.toMatch(/secret-word/);
  });
});

describe('the file with the sealing key', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'twinshop-payment-'));
  const file = path.join(folder, 'key.json');
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('holds it, or stops the boot', () => {
    writeFileSync(file, JSON.stringify({ key: 'c2VjcmV0' }));
    expect(readSealKey(file)).toBe('c2VjcmV0');
    writeFileSync(file, JSON.stringify({ keys: [] }));
    expect(() => readSealKey(file)).toThrow();
  });
});
