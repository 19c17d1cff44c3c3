import { describe, expect, it } from '@jest/globals';
import type { DrillRecord } from '../../src/record/drill-record.ts';
import { drillPage } from '../../src/report/drill-page.ts';
import { markupOf, sectionOf, textOf } from '@twinshop/report';
import { failed, passed, unfinished, withLesson } from './records.ts';

describe('the page of a drill that passed', () => {
  const page = pageOf(passed());

  it('says so, and how to run it again', () => {
    expect(textOf(page)).toContain('✓ Passed All 5 expectations were met, no invariant was violated.');
    expect(page).toContain('data-copy="./shop drill recommendation-away --seed 74201"');
  });

  it('says what each variant showed', () => {
    const shows = sectionOf(page, 'shows');
    expect(shows).toMatch(
      /Services From the fault until healing began, every one of [\d,]+ requests was answered\./,
    );
    expect(shows).toContain('100% of the recommendations that were answered came by a fallback.');
    expect(shows).toMatch(
      /Monolith From the fault until healing began, 57\.8% of [\d,]+ requests were answered: 48\.2% of attempts to order/,
    );
  });

  it('has no section on guards when none was switched off', () => {
    expect(sectionOf(page, 'without')).toBe('');
  });

  it('draws what can be compared for both variants on one scale, and queues only where there are some', () => {
    expect(scalesOf(page, 'Requests a second')).toEqual([200, 200]);
    expect(scalesOf(page, 'The slowest hundredth (p99)')).toEqual([10_000, 10_000]);
    expect(scalesOf(page, 'Jobs in queues')).toHaveLength(1);
    expect(sectionOf(page, 'seconds')).toContain('Monolith: no queues.');
  });

  it('says states of breakers in words too', () => {
    expect(page).toMatch(
      /aria-label="catalog→recommendation: closed −20 s to \+2 s, open \+2 s to \+6 s, half-open/,
    );
  });

  it('marks the endpoints that the fault reached, and no other', () => {
    const [services = ''] = sectionOf(page, 'blast-radius').split('Monolith');
    expect(services).toContain('product page hurt: slower');
    expect(services).toContain('recommendations hurt: by fallback, slower');
    expect(services).not.toContain('place order hurt');
  });
});

describe('the page of a drill that failed', () => {
  const page = pageOf(failed());

  it('names the missed expectation and the violated invariants at its head', () => {
    expect(textOf(page)).toContain(
      [
        '✗ Failed 4 of 5 expectations were met, 200 violations of invariants found.',
        'Services: product pages are answered 200. Expected 100%, measured 71.4%.',
        'Services: 150 violations of invariant 1: No accepted order is lost, and each is there once.',
      ].join(' '),
    );
  });

  it('lists every finding by name', () => {
    const found = sectionOf(page, 'checker');
    for (const { id } of failed().runs.flatMap(({ check }) =>
      check.invariants.flatMap(({ findings }) => findings.map(({ subject }) => subject)),
    )) {
      expect(found).toContain(id);
    }
  });

  it('says that it saw no recovery', () => {
    expect(sectionOf(page, 'recovery')).toContain('Recovered never');
    expect(sectionOf(page, 'shows')).toContain('It was not seen to be as in the control again.');
  });

  it('admits it where the record does not say why', () => {
    expect(textOf(pageOf({ ...passed(), passed: false }))).toContain(
      'The record says that it failed, but holds no missed expectation and no violation.',
    );
  });
});

describe('the page of a drill with guards switched off', () => {
  const page = pageOf(withLesson());

  it('draws the endpoint that is hurt most with and without them, and says both numbers', () => {
    const lesson = sectionOf(page, 'without');
    expect(lesson).toContain(
      'Without breaker and fallback, 0% of recommendations were answered during the fault; with all guards 100%.',
    );
    expect(page).toContain(
      'recommendations, answered: with all guards and without breaker and fallback, over time',
    );
  });

  it('does not let them decide', () => {
    expect(textOf(page)).toContain('✓ Passed All 5 expectations were met');
  });

  it('shows a run without guards by itself where there is none to compare it with', () => {
    const alone = { ...withLesson(), runs: withLesson().runs.slice(2) };
    expect(sectionOf(pageOf(alone), 'shows')).toContain(
      'Services without breaker and fallback From the fault',
    );
  });
});

describe('the page of a drill that is not for every variant', () => {
  const page = pageOf(unfinished());

  it('says why one is left out', () => {
    expect(textOf(page)).toContain('Services – left out Each service has a database of its own');
  });

  it('says never of moments that did not come', () => {
    expect(sectionOf(page, 'recovery')).toMatch(
      /Detected never Degraded never Healed \+25 s Recovered never/,
    );
  });

  it('does not say that all was well where orders were not taken', () => {
    const shows = sectionOf(page, 'shows');
    expect(shows).toContain('0% of attempts to order and 100% of everything else.');
    expect(shows).toContain('It was not seen to be as in the control again.');
    expect(textOf(page)).toContain('Nothing was expected in numbers, no invariant was violated.');
    expect(textOf(page)).toContain('4 of 4 invariants held');
  });

  it('leaves gaps where nothing could be asked', () => {
    expect(page).toContain('[5,null]');
  });
});

describe('a hostile record', () => {
  const evil = `</script><img src=x onerror="alert(1)">'`;

  it('is shown as the text that it is', () => {
    const page = pageOf(rewritten(withLesson(), evil));
    expect(page).not.toMatch(/<img|<\/script>/);
    expect(textOf(page)).toContain(evil);
  });
});

/** The page without its scripts, which are the same for all. */
function pageOf(record: DrillRecord): string {
  return markupOf(drillPage(record));
}

/** The record with text in every place that holds words. */
function rewritten(record: DrillRecord, text: string): DrillRecord {
  const [first, ...others] = record.runs;
  if (!first) throw new Error('The record has no run');
  const run = {
    ...first,
    timeline: first.timeline.map((event) => ({ ...event, says: text })),
    expectations: [{ says: text, bar: text, measured: text, met: false }],
    seconds: first.seconds.map((second) => ({
      ...second,
      breakers: { [text]: 'open' as const },
      running: { [text]: 1 },
      queues: { [text]: 1 },
      outboxAgeMs: { [text]: 1 },
      unready: [text],
    })),
    check: {
      ...first.check,
      invariants: [
        {
          number: 1,
          says: text,
          checked: { count: 1, what: text },
          findings: [
            {
              invariant: 1,
              word: 'lost' as const,
              subject: { kind: 'order' as const, id: text },
              says: text,
            },
          ],
        },
      ],
    },
  };
  return {
    ...record,
    drill: {
      name: text,
      title: text,
      question: text,
      watch: [text],
      why: [text],
      code: [{ path: text, what: text }],
    },
    command: text,
    machine: { ...record.machine, node: text, system: text },
    runs: [run, ...others.map((other) => ({ ...other, without: [text] }))],
    omitted: [{ variant: 'monolith', why: text }],
    passed: false,
  };
}

/** Where the axes of all charts of a kind end. */
function scalesOf(page: string, title: string): number[] {
  const charts = page.matchAll(/aria-label="([^"]*)"\s+data-chart="([^"]*)"/g);
  return [...charts].flatMap(([, label = '', chart = '']) => {
    if (!label.startsWith(`${title},`)) return [];
    const { option } = JSON.parse(chart.replaceAll('&quot;', '"').replaceAll('&#39;', "'")) as {
      option: { yAxis: { max: number } };
    };
    return [option.yAxis.max];
  });
}
