import { describe, expect, it } from '@jest/globals';
import type { Edit, Mutation } from './mutation.ts';
import { mutatedSources } from './mutated-sources.ts';

const mutation = (name: string, ...edits: Edit[]): Mutation => ({
  name,
  takesAway: 'A guard.',
  processes: 'all',
  edits,
});

const read = (module: string): string => `/* ${module} */ if (guard) guard(); else go();`;
const guard = { module: 'a.js', replace: 'if (guard) guard(); else ', by: '' };

describe('Sources with mutations', () => {
  it('have another text in the place of the one that is replaced', () => {
    expect(mutatedSources([mutation('no-guard', guard)], read)).toEqual(
      new Map([['a.js', '/* a.js */ go();']]),
    );
  });

  it('have all that is changed of one module, by whichever mutation', () => {
    const further = { module: 'a.js', replace: 'go();', by: 'stay();' };
    const sources = mutatedSources([mutation('no-guard', guard), mutation('no-way', further)], read);
    expect(sources.get('a.js')).toBe('/* a.js */ stay();');
  });

  it('take a replacement as it is, with dollars in it', () => {
    const dollars = { module: 'a.js', replace: 'go();', by: "go($1, '$&');" };
    expect(mutatedSources([mutation('dollars', dollars)], read).get('a.js')).toContain("go($1, '$&');");
  });

  it.each([
    ['is not there', 'if (keeper) ', 'not at all'],
    ['is there twice', 'guard', '2 times'],
  ])('are refused where the text %s, by the names of mutation and module', (_, replace, times) => {
    expect(() => mutatedSources([mutation('no-guard', { ...guard, replace })], read)).toThrow(
      `The mutation "no-guard" replaces a text once that a.js has ${times}: ${replace}`,
    );
  });
});
