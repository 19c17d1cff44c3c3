import { readFile, writeFile } from 'node:fs/promises';
import { putBetweenMarks } from '@twinshop/report';
import { format, resolveConfig } from 'prettier';
import type { CompareRecord } from '../record/compare-record.ts';
import { markdownFor } from '../report/markdown.ts';

/** Puts a record's figures into a Markdown page, between its marks. @throws where it has none */
export async function updatePage(file: string, record: CompareRecord): Promise<void> {
  const page = await readFile(file, 'utf8');
  const { machine, fence, startedAt, command } = record;
  const made = `Measured on ${startedAt.slice(0, 10)} by \`${command}\`: ${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB. ${fence.words}`;
  const renewed = putBetweenMarks(page, 'figures', `${made}\n\n${markdownFor(record)}`);
  await writeFile(file, await format(renewed, { ...(await resolveConfig(file)), filepath: file }));
}
