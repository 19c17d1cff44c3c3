import { closeSync, openSync } from 'node:fs';
import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { createLogger } from './index.ts';
import { logOutput } from './log.ts';

describe('the log', () => {
  const written = (entry: object): string => {
    let text = '';
    const out = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        text += chunk.toString();
        done();
      },
    });
    createLogger({ level: 'info', app: 'shop', instance: '1' }, out).info(entry, 'happened');
    return text;
  };

  it('leaves out the values of a statement that failed', () => {
    const failed = new QueryFailedError(
      'INSERT …',
      ['ann@shop.example', '$argon2id$hash'],
      new Error('gone'),
    );
    const text = written({ err: failed });
    expect(text).toContain('INSERT …');
    expect(text).not.toMatch(/ann@shop|argon2id/);
  });

  it.each(['password', 'authorization', 'token', 'source'])('leaves out a %s', (name) => {
    expect(written({ request: { [name]: 'hush-hush' } })).not.toContain('hush-hush');
  });

  it('ends no process where it can’t be written', () => {
    const full = openSync('/dev/full', 'w');
    const log = createLogger({ level: 'info', app: 'shop', instance: '1' }, logOutput(full));
    expect(() => {
      for (let line = 0; line < 100; line += 1) log.info({ line }, 'happened');
    }).not.toThrow();
    closeSync(full);
  });
});
