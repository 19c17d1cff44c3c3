import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorruptJournalError, Journal } from './journal.ts';

describe('the journal', () => {
  let directory: string;
  let file: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'journal-'));
    file = join(directory, 'sub', 'ledger.jsonl');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  async function records(): Promise<{ found: unknown[]; tornBytes: number }> {
    const found: unknown[] = [];
    const { journal, tornBytes } = await Journal.open(file, (record) => found.push(record));
    await journal.close();
    return { found, tornBytes };
  }

  async function write(...entries: object[]): Promise<void> {
    const { journal } = await Journal.open(file, () => undefined);
    await Promise.all(entries.map((entry) => journal.append(entry)));
    await journal.close();
  }

  it('creates the file and its folder, and is empty at first', async () => {
    expect(await records()).toEqual({ found: [], tornBytes: 0 });
  });

  it('replays what was appended, in order, also text beyond ASCII', async () => {
    const entries = Array.from({ length: 1000 }, (_, n) => ({ n, text: 'Größe £\n"' }));
    await write(...entries);
    expect((await records()).found).toEqual(entries);
  });

  it('holds a record on the disk by the time its append settles', async () => {
    const { journal } = await Journal.open(file, () => undefined);
    await journal.append({ n: 1 });
    expect(await readFile(file, 'utf8')).toBe('{"n":1}\n');
    await journal.close();
  });

  it('is settled only when everything appended before is on the disk', async () => {
    const { journal } = await Journal.open(file, () => undefined);
    void journal.append({ n: 1 });
    void journal.append({ n: 2 });
    await journal.settled();
    expect(await readFile(file, 'utf8')).toBe('{"n":1}\n{"n":2}\n');
    await journal.close();
  });

  it('cuts off a torn last line, says so, and goes on behind the last whole one', async () => {
    await write({ n: 1 }, { n: 2 });
    await appendFile(file, '{"n":3');
    expect(await records()).toEqual({ found: [{ n: 1 }, { n: 2 }], tornBytes: 6 });
    await write({ n: 4 });
    expect(await records()).toEqual({ found: [{ n: 1 }, { n: 2 }, { n: 4 }], tornBytes: 0 });
  });

  it('refuses a corrupt line elsewhere, with file and line', async () => {
    await write({ n: 1 }, { n: 2 }, { n: 3 });
    await writeFile(file, (await readFile(file, 'utf8')).replace('{"n":2}', '{"n":'));
    await expect(records()).rejects.toThrow(CorruptJournalError);
    await expect(records()).rejects.toThrow(`${file}:2: `);
  });

  it('refuses a line that its reader refuses, with file and line', async () => {
    await write({ n: 1 }, { n: 2 });
    const open = Journal.open(file, (_record, line) => {
      if (line === 2) throw new Error('no such thing');
    });
    await expect(open).rejects.toThrow(`${file}:2: no such thing`);
  });

  it('reports a failed write as broken, and fails every later append', async () => {
    const { journal } = await Journal.open(file, () => undefined);
    await journal.close();
    await expect(journal.append({ n: 1 })).rejects.toThrow();
    await expect(journal.append({ n: 2 })).rejects.toThrow();
    expect(await journal.broken).toMatchObject({ message: expect.any(String) });
  });
});
