import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from './config.ts';

const NEEDED = {
  REDIS_URL: 'redis://127.0.0.1:6379',
  CATALOG_URL: 'http://127.0.0.1:8081',
  ORDER_URL: 'http://127.0.0.1:8082',
  AUTH_PUBLIC_KEYS_FILE: 'keys/public.json',
  SERVICE_PRIVATE_KEY_FILE: 'keys/recommendation.json',
  SERVICE_PUBLIC_KEYS_FILE: 'keys/services.json',
};

describe('the environment of the recommendation service', () => {
  const before = process.env;

  beforeEach(() => {
    process.env = { ...NEEDED };
  });
  afterEach(() => {
    process.env = before;
  });

  it('has standards for what can have one', () => {
    expect(loadConfig()).toMatchObject({ PORT: 8084, OPS_PORT: 9084, LOG_LEVEL: 'info' });
  });

  it.each(Object.keys(NEEDED))('stops the boot where %s is missing, by its name', (name) => {
    delete process.env[name];
    expect(() => loadConfig()).toThrow(name);
  });
});
