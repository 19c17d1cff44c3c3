import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeReport } from '../../src/report/write-report.ts';
import { failed, passed } from './records.ts';

describe('a report', () => {
  let folder: string;

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'drill-report-')), 'not', 'there');
  });

  afterEach(() => rm(join(folder, '../..'), { recursive: true }));

  it('is a page, the record and a summary, in a folder that it makes', async () => {
    const { page, json } = await writeReport(passed(), folder);
    expect((await readdir(folder)).sort()).toEqual(['drill.json', 'index.html', 'summary.md']);
    expect(await readFile(page, 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(await readFile(json, 'utf8'))).toEqual(JSON.parse(JSON.stringify(passed())));
  });

  it('sums up what failed', async () => {
    await writeReport(failed(), folder);
    const summary = await readFile(join(folder, 'summary.md'), 'utf8');
    expect(summary).toContain('# Recommendations go away: failed');
    expect(summary).toContain('- Services: product pages are answered 200. Expected 100%, measured 71.4%.');
    expect(summary).toContain('```sh\n./shop drill recommendation-away --seed 74201\n```');
  });
});
