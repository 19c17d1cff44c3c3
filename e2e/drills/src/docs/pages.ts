import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { drills } from '../drills/index.ts';
import { readFigures } from '../figures/figures-file.ts';
import { drillPage } from './drill-page.ts';
import { indexPage } from './index-page.ts';
import { lessons } from './lessons/index.ts';

/** Where the pages stand. */
export const PAGES_DIR = path.resolve(import.meta.dirname, '../../../../docs/drills');
/** What `./shop drill --figures` writes. */
export const FIGURES_FILE = path.join(PAGES_DIR, 'measured.json');

/** Every page by its file's name, as it is to be. */
export async function pages(): Promise<Map<string, string>> {
  const figures = readFigures(FIGURES_FILE);
  const texts = new Map([
    ['README.md', indexPage(drills)],
    ...drills.map((drill): [string, string] => [
      `${drill.name}.md`,
      drillPage(drill, lessons[drill.name]!, figures[drill.name]),
    ]),
  ]);
  const style = { ...(await resolveConfig(FIGURES_FILE)), parser: 'markdown' };
  const formatted = await Promise.all(
    [...texts].map(async ([file, text]): Promise<[string, string]> => [file, await format(text, style)]),
  );
  return new Map(formatted);
}
