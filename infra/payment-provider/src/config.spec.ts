import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.ts';

describe('the configuration', () => {
  it('needs only a ledger file', () => {
    expect(readConfig({ LEDGER_FILE: '/tmp/x' })).toEqual({
      host: '127.0.0.1',
      port: 8090,
      ledgerFile: '/tmp/x',
      logLevel: 'info',
    });
  });

  it('names every bad variable and what it is for', () => {
    expect(() => readConfig({ PORT: 'http' })).toThrow(
      /PORT: .*port to listen on[^]*LEDGER_FILE: .*append-only/,
    );
  });
});
