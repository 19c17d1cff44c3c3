import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readHistory } from './history-file.ts';
import { Recorder } from './recorder.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'history-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(text: string): Promise<string> {
  const file = path.join(folder, 'history.json');
  await writeFile(file, text);
  return file;
}

describe('a history file', () => {
  it('says what was recorded', async () => {
    const recorder = new Recorder({ complete: true, stock: { bread: 3 } });
    const items = [{ productId: 'bread', quantity: 1 }];
    recorder.complete(recorder.invoke({ customer: 'ada', key: 'key-1', items }), {
      kind: 'indeterminate',
      why: 'reset',
    });
    recorder.repeat(0, { kind: 'ok', orderId: 'order-1', status: 'pending' });
    recorder.invoke({ customer: 'ada', key: 'key-2', items });
    const file = await written(JSON.stringify(recorder.history));
    expect(await readHistory(file)).toEqual({ history: recorder.history });
  });

  it.each([
    ['is something else', '{"complete": true}', 'is no history:\n'],
    ['is no JSON', 'ok, ok, failed', 'is no history:\n'],
  ])('that %s is refused', async (_, text, problem) => {
    expect(await readHistory(await written(text))).toEqual({ problem: expect.stringContaining(problem) });
  });

  it('that is not there is refused', async () => {
    expect(await readHistory(path.join(folder, 'none'))).toEqual({
      problem: expect.stringContaining('no such file'),
    });
  });
});
