import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { brokenOff, ofBoth } from '../../test/records.ts';
import { markdownFor } from './markdown.ts';
import { writeReport } from './write-report.ts';

describe('a report', () => {
  let folder: string;

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'compare-report-')), 'not', 'there');
  });

  afterEach(() => rm(join(folder, '../..'), { recursive: true }));

  it('is a page, the record and Markdown, in a folder that it makes', async () => {
    const { page, json } = await writeReport(ofBoth(), folder);
    expect((await readdir(folder)).sort()).toEqual(['compare.json', 'compare.md', 'index.html']);
    expect(await readFile(page, 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(await readFile(json, 'utf8'))).toEqual(JSON.parse(JSON.stringify(ofBoth())));
  });

  it('is the same whenever it is made of the same record', async () => {
    const { page } = await writeReport(ofBoth(), folder);
    const first = await readFile(page, 'utf8');
    await writeReport(ofBoth(), folder);
    expect(await readFile(page, 'utf8')).toBe(first);
  });

  it('says in Markdown what the page says', async () => {
    const { markdown } = await writeReport(brokenOff(), folder);
    const text = await readFile(markdown, 'utf8');
    expect(text).toContain('# Monolith and services: what each costs and buys');
    expect(text).toContain('**Incomplete:');
    expect(text).toContain('```sh\n./shop compare --quick --seed 74201\n```');
    expect(text).toContain(markdownFor(brokenOff()).trimEnd());
  });
});

describe('figures for another page', () => {
  it('are a table for each group and sweep', () => {
    const text = markdownFor(ofBoth());
    expect(text.match(/^### .*$/gm)).toEqual([
      '### Throughput',
      '### Latency',
      '### Cost of a request and of an order',
      '### Footprint',
      '### When something goes wrong',
      '### Change',
      '### Latency of a mixed day by its rate',
      '### Accepted orders by latency of the payment provider',
      '### Search by its replicas',
    ]);
    expect(text).toMatch(
      /^\| Orders at their end, a second \| 61\.7 \(.*\) \| 43\.7 .* \| monolith better \| 5 \|$/m,
    );
  });

  it('hold text that is taken for nothing else', () => {
    const [first, ...others] = ofBoth().comparisons;
    const text = markdownFor({ ...ofBoth(), comparisons: [{ ...first!, title: 'a | <b>' }, ...others] });
    expect(text).toContain('| a \\| \\<b\\>, a second |');
  });
});
