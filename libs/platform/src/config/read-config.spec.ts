import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { InvalidConfiguration, readConfig } from './index.ts';

const Environment = z.object({
  PORT: z.coerce.number().int().max(65_535).default(8080).describe('public port'),
  DATABASE_URL: z.url().describe('where the database is'),
  LEVEL: z.enum(['low', 'high']),
});

const messageOf = (environment: NodeJS.ProcessEnv): string => {
  try {
    readConfig(Environment, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidConfiguration);
    return (error as Error).message;
  }
  throw new Error('the environment was taken');
};

describe('the configuration', () => {
  it('is the environment as its schema reads it, with its defaults and nothing else', () => {
    expect(
      readConfig(Environment, { DATABASE_URL: 'postgres://db/shop', LEVEL: 'low', HOME: '/home/shop' }),
    ).toEqual({ PORT: 8080, DATABASE_URL: 'postgres://db/shop', LEVEL: 'low' });
  });

  it('names a variable that is missing, and what it is for', () => {
    expect(messageOf({ LEVEL: 'low' })).toMatch(/^ {2}DATABASE_URL: .+ \(where the database is\)$/m);
  });

  it('names every variable that is wrong at once', () => {
    const message = messageOf({ PORT: 'eighty', DATABASE_URL: 'nowhere', LEVEL: 'middling' });
    expect(
      message
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(':')[0]),
    ).toEqual(['PORT', 'DATABASE_URL', 'LEVEL']);
    expect(message).toContain('(public port)');
  });

  describe('with secrets in files', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(path.join(tmpdir(), 'twinshop-config-'));
      writeFileSync(path.join(folder, 'url'), 'postgres://from-file/shop\n');
    });
    afterAll(() => rmSync(folder, { recursive: true }));
    const file = () => path.join(folder, 'url');

    it('takes a variable from the file that is named in its place', () => {
      expect(readConfig(Environment, { DATABASE_URL_FILE: file(), LEVEL: 'low' })).toMatchObject({
        DATABASE_URL: 'postgres://from-file/shop',
      });
    });

    it('prefers the variable itself', () => {
      const environment = { DATABASE_URL: 'postgres://db/shop', DATABASE_URL_FILE: file(), LEVEL: 'low' };
      expect(readConfig(Environment, environment)).toMatchObject({ DATABASE_URL: 'postgres://db/shop' });
    });

    it('names the variable whose file is not there', () => {
      expect(messageOf({ DATABASE_URL_FILE: path.join(folder, 'none'), LEVEL: 'low' })).toContain(
        'DATABASE_URL_FILE can’t be read',
      );
    });
  });

  it('never repeats a value, which may be a secret', () => {
    expect(messageOf({ DATABASE_URL: 'hunter2', LEVEL: 'hunter2' })).not.toContain('hunter2');
  });
});
