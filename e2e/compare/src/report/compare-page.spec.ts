import { describe, expect, it } from '@jest/globals';
import { markupOf, sectionOf, textOf } from '@twinshop/report';
import { againstItself, brokenOff, distrusted, ofBoth } from '../../test/records.ts';
import { comparePage } from './compare-page.ts';

describe('the page of a comparison', () => {
  const page = comparePage(ofBoth());
  const text = textOf(page);

  it('counts what speaks for whom, and calls nobody the winner', () => {
    expect(text).toContain('Of 15 figures, 8 speak for monolith and 4 for services; 3 show no difference.');
    expect(text).not.toMatch(/winner|\bwins\b/i);
  });

  it('says first what each is better in, and where the lead changes', () => {
    const first = text.slice(0, text.indexOf('All ratios at once'));
    expect(first).toMatch(
      /Better with monolith Orders at their end : 6\d\.\d a second, 4\d\.\d with services \(×0\.7/,
    );
    expect(first).toContain(
      'The lead passes from monolith to services between 100 and 400 requests a second offered.',
    );
    expect(first).toMatch(/No difference shown Requests of a mixed day · /);
  });

  it('draws ratios where there is one, and tells of the others in their tables', () => {
    expect(sectionOf(page, 'ratios')).not.toContain('Failed while one instance is killed');
    expect(sectionOf(page, 'resilience')).toMatch(
      /Failed while one instance is killed .* −8\.\d+ points .* services better 5 rounds/,
    );
  });

  it('says how each figure was made', () =>
    expect(sectionOf(page, 'cost')).toContain('divided by orders at their end.'));

  it('says what was refused, and why', () =>
    expect(sectionOf(page, 'refused')).toContain(
      'Mixed day, round 1 monolith The generator was the bottleneck',
    ));

  it('says how to do it again', () =>
    expect(page).toContain('data-copy="./shop compare --quick --seed 74201"'));

  it('shows what a record says as text, whatever that is', () => {
    const evil = '</script><img src=x>';
    const { arms, ...rest } = ofBoth();
    const hostile = comparePage({
      ...rest,
      arms: [{ ...arms[0], title: evil }, arms[1]],
      command: evil,
      plan: evil,
    });
    expect(markupOf(hostile)).not.toMatch(/<img|<\/script>/);
    expect(textOf(hostile)).toContain(evil);
  });
});

describe('the page of a shop against itself', () => {
  it('shows no difference, as it must be', () =>
    expect(textOf(comparePage(againstItself()))).toContain(
      'No difference shown, as it must be: of 15 figures of a shop and itself, none lies apart.',
    ));

  it('says to distrust the machine where there is one', () =>
    expect(textOf(comparePage(distrusted()))).toContain(
      'A difference was shown between a shop and itself, in 13 of 15 figures: distrust this machine',
    ));
});

describe('the page of a comparison that was broken off', () => {
  const page = comparePage(brokenOff());

  it('says so on top', () => expect(textOf(page)).toMatch(/what each costs and buys Incomplete\. /));

  it('says what is missing', () => {
    const missing = sectionOf(page, 'missing');
    expect(missing).toContain('Measured too few times to tell: Placing an order, p99 (3 rounds)');
    expect(missing).toContain('Not measured on both sides: Memory at rest');
    expect(missing).toContain('nothing at 200, 400 and 800 requests a second offered.');
    expect(missing).toContain('Nothing limited either side');
  });
});
