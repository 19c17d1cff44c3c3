import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { belongings, JOINS } from './belongings.ts';

const WORKSPACE = path.resolve(import.meta.dirname, '../../../..');

/** `1790000000001-create-catalog.ts` is `CreateCatalog1790000000001`. */
function namesIn(folder: string): string[] {
  return globSync(`${folder}/**/migrations/*.ts`, { cwd: WORKSPACE })
    .map((file) => {
      const [timestamp, ...words] = path.basename(file, '.ts').split('-');
      return `${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')}${timestamp}`;
    })
    .sort();
}

describe('what belongs to whom', () => {
  it.each(['catalog', 'order', 'payment'] as const)('names each migration of %s', (module) => {
    expect(belongings[module].migrations.toSorted()).toEqual(namesIn(`libs/${module}/feature/src`));
  });

  it('names what only one database has', () => {
    expect([JOINS.migration]).toEqual(namesIn('monolith/src'));
  });
});
