import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  claimRunFile,
  ownIdentity,
  readRunFile,
  writeRunFile,
  type RunRecord,
} from '../src/home/run-file.ts';
import { readRunningShop } from '../src/running-shop.ts';

const home = mkdtempSync(path.join(tmpdir(), 'twinshop-run-file-'));
const file = path.join(home, 'run.json');
const account = { email: 'ada@twinshop.example', password: 'a password' };

const record = (changes: Partial<RunRecord> = {}): RunRecord => ({
  state: 'running',
  runnerPid: process.pid,
  runnerIdentity: ownIdentity(),
  variant: 'monolith',
  startedAt: '2026-01-01T00:00:00.000Z',
  publicUrl: 'http://localhost:8080',
  providerUrl: 'http://127.0.0.1:1',
  databases: {
    catalog: 'postgres://127.0.0.1:2/shop',
    order: 'postgres://127.0.0.1:2/shop',
    payment: 'postgres://127.0.0.1:2/shop',
  },
  processes: [],
  admin: account,
  customer: account,
  ...changes,
});

beforeEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(home, { recursive: true }));

describe('the file of a run', () => {
  it('names a shop while its runner lives', () => {
    writeRunFile(file, record());
    expect(readRunningShop(home)).toMatchObject({ publicUrl: 'http://localhost:8080', admin: account });
  });

  it('names none before everything is ready', () => {
    writeRunFile(file, record({ state: 'starting' }));
    expect(readRunningShop(home)).toBeUndefined();
  });

  it('names none when another process has the runner’s number by now', () => {
    writeRunFile(file, record({ runnerIdentity: 'another boot 123' }));
    expect(readRunningShop(home)).toBeUndefined();
  });

  it('names none when it is damaged', () => {
    writeFileSync(file, '{ "state": "run');
    expect(readRunFile(file)).toBeUndefined();
  });

  it('is claimed by one only', () => {
    expect([claimRunFile(file, record()), claimRunFile(file, record())]).toEqual([true, false]);
  });
});
