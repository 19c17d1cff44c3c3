import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { putBetweenMarks } from '@twinshop/report';
import { steps } from '@twinshop/topologies';
import { format, resolveConfig } from 'prettier';
import { readMeasured } from '../measured/measured.ts';
import { diffBlock } from './diff-block.ts';
import { baseBlock, figuresBlock } from './figures-block.ts';
import { overviewBlock } from './overview-block.ts';

const DOCS = path.resolve(import.meta.dirname, '../../../../docs');
/** Where the pages stand. */
export const PAGES_DIR = path.join(DOCS, 'walkthrough');
export const MEASURED_FILE = path.join(PAGES_DIR, 'measured.json');
/** Of the way there and back, as the page of a migration draws it. */
export const PICTURE_FILE = path.join(DOCS, 'images', 'migration.png');

/** Every page by its file's name, as it is to be: what is there, with its blocks filled anew. */
export async function pages(): Promise<Map<string, string>> {
  const measured = readMeasured(MEASURED_FILE);
  const style = { ...(await resolveConfig(MEASURED_FILE)), parser: 'markdown' };
  const filled = async (file: string, blocks: Record<string, string>): Promise<[string, string]> => {
    const text = Object.entries(blocks).reduce(
      (page, [name, block]) => putBetweenMarks(page, name, block),
      readFileSync(path.join(PAGES_DIR, file), 'utf8'),
    );
    return [file, await format(text, style)];
  };
  return new Map([
    await filled('README.md', { figures: overviewBlock(measured), picture: pictureBlock() }),
    await filled('step-0.md', { figures: baseBlock(measured[1]) }),
    ...(await Promise.all(
      steps
        .map((_, step) => step)
        .slice(1)
        .map((step) =>
          filled(`step-${step}.md`, {
            diff: diffBlock(step),
            figures: figuresBlock(step, measured[step]),
          }),
        ),
    )),
  ]);
}

const pictureBlock = (): string =>
  existsSync(PICTURE_FILE)
    ? `![Requests, latency and who answered them, second by second, while the shop went from step to step](${path.relative(PAGES_DIR, PICTURE_FILE)})`
    : '';
