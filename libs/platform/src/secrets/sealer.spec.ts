import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Sealer } from './index.ts';

const newKey = () => randomBytes(32).toString('base64');

describe('a sealed text', () => {
  const key = newKey();
  const sealer = Sealer.from(key);

  it('is opened by whoever holds the key and names what it belongs to', () => {
    expect(Sealer.from(key).open(sealer.seal('tok_visa ✓', 'order-1'), 'order-1')).toBe('tok_visa ✓');
  });

  it('shows nothing of the text, and is another each time', () => {
    const [once, again] = [sealer.seal('tok_visa', 'order-1'), sealer.seal('tok_visa', 'order-1')];
    expect(once).not.toBe(again);
    expect(Buffer.from(once.split('.')[1]!, 'base64url').toString('latin1')).not.toContain('tok_visa');
  });

  it('does not open for another order, to which it may have been copied', () => {
    expect(() => sealer.open(sealer.seal('tok_visa', 'order-1'), 'order-2')).toThrow();
  });

  it('does not open with another key', () => {
    expect(() => Sealer.from(newKey()).open(sealer.seal('tok_visa', 'order-1'), 'order-1')).toThrow();
  });

  it('does not open once a single bit of it was changed', () => {
    const sealed = sealer.seal('tok_visa', 'order-1');
    const bytes = Buffer.from(sealed.split('.')[1]!, 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(() => sealer.open(`v1.${changed.toString('base64url')}`, 'order-1')).toThrow();
    }
  });

  it.each(['', 'tok_visa', 'v2.AAAA', 'v1.', 'v1.AAAA'])(
    'is told from what was never sealed: "%s"',
    (text) => {
      expect(() => sealer.open(text, 'order-1')).toThrow();
    },
  );

  it.each(['', 'short', randomBytes(16).toString('base64')])('needs a key of 32 bytes, not "%s"', (bad) => {
    expect(() => Sealer.from(bad)).toThrow('32 bytes');
  });
});
