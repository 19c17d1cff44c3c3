import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import type { CompareRecord } from '../record/compare-record.ts';
import { markdownFor } from '../report/markdown.ts';

const BEGIN = '<!-- figures -->';
const END = '<!-- /figures -->';

/** Puts a record's figures into a Markdown page, between its marks. @throws where it has none */
export async function updatePage(file: string, record: CompareRecord): Promise<void> {
  const page = await readFile(file, 'utf8');
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`${file} has no place for figures: ${BEGIN} … ${END}.`);
  const { machine, fence, startedAt, command } = record;
  const made = `Measured on ${startedAt.slice(0, 10)} by \`${command}\`: ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB. ${fence.words}`;
  const renewed = `${page.slice(0, begin + BEGIN.length)}\n\n${made}\n\n${markdownFor(record)}\n${page.slice(end)}`;
  await writeFile(file, await format(renewed, { ...(await resolveConfig(file)), filepath: file }));
}
