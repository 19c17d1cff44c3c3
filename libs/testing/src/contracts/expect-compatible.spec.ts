import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { expectCompatible, releasedMessages } from './expect-compatible.ts';

const name = 'shop.parcel-sent.v1';
const line = z.object({ pieces: z.int().min(1).max(10) });
const yesterday = {
  parcel: z.guid().meta({ format: 'uuid' }),
  by: z.enum(['road', 'rail']),
  note: z.string().optional(),
  lines: z.array(line),
};

describe('a message type', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'twinshop-golden-'));
    release(z.object(yesterday));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Writes down what a type without a released sample is told to. */
  const release = (data: z.ZodType): void => {
    const told = reasonAgainst(data);
    writeFileSync(path.join(folder, `${name}.json`), told.slice(told.indexOf('{')));
  };
  const reasonAgainst = (data: z.ZodType): string => {
    try {
      expectCompatible({ name, data }, folder);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const changed = (change: Record<string, z.ZodType>): string =>
    reasonAgainst(z.object({ ...yesterday, ...change }));

  it('that is as it was fits', () => {
    expect(changed({})).toBe('');
  });

  it('may have one more field, also one that today’s consumers can do without', () => {
    expect(changed({ weight: z.int().optional() })).toBe('');
  });

  it('of which nothing was released says what is to be kept', () => {
    rmSync(path.join(folder, `${name}.json`));
    expect(changed({})).toContain(`Nothing was released as ${name} yet`);
  });

  const OLD = 'a message of yesterday does not fit today’s consumer';
  const NEW = 'a message of today does not fit yesterday’s consumer';

  it('with a renamed field is broken, both ways', () => {
    const { by, ...rest } = yesterday;
    const reason = reasonAgainst(z.object({ ...rest, sentBy: by }));
    expect(reason).toContain(`${OLD}: sentBy`);
    expect(reason).toContain(`${NEW}: by`);
  });

  it.each<[string, Record<string, z.ZodType>, string]>([
    ['needs what was not sent before', { weight: z.int() }, `${OLD}: weight`],
    ['needs what could be left out', { note: z.string() }, `${OLD}: note`],
    ['may leave out what was always there', { by: yesterday.by.optional() }, `${NEW}: by`],
    ['says one thing more', { by: z.enum(['road', 'rail', 'air']) }, `${NEW}: by`],
    ['does not know one thing any more', { by: z.enum(['road']) }, `${OLD}: by`],
    ['is of another type', { parcel: z.int() }, `${NEW}: parcel`],
    [
      'goes further',
      { lines: z.array(z.object({ pieces: z.int().min(1).max(11) })) },
      `${NEW}: lines.0.pieces`,
    ],
    ['is bounded more closely', { lines: z.array(line).min(1) }, `${OLD}: lines`],
    ['needs more of each part', { lines: z.array(line.extend({ sku: z.string() })) }, `${OLD}: lines.0.sku`],
  ])('that %s is broken', (_, change, reason) => {
    expect(changed(change)).toContain(reason);
  });

  it('whose consumers were closed can’t have a field more', () => {
    rmSync(path.join(folder, `${name}.json`));
    release(z.strictObject(yesterday));
    expect(changed({})).toBe('');
    expect(changed({ weight: z.int().optional() })).toContain(`${NEW}: (all)`);
  });

  it('is remembered by its name', () => {
    expect(releasedMessages(folder)).toEqual([name]);
  });
});
