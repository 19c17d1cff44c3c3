import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import type { Drill } from '../drill.ts';
import { explain, listOf } from './explain.ts';

const drill: Drill = {
  name: 'order-killed',
  title: 'The orders are killed',
  question: 'What becomes of orders?',
  watch: ['Product pages'],
  why: ['The saga goes on'],
  code: [{ path: 'libs/order', what: 'the saga' }],
  guards: ['outbox'],
  variants: {
    microservices: { faults: [{ kind: 'kill', part: 'order' }], faultMs: 3_000, expects: [] },
    monolith: { because: 'It has no such process.' },
  },
};

const text = (said: string): string => stripVTControlCharacters(said);

describe('the list of drills', () => {
  it('has a line for each, with its question, and where it has a meaning', () =>
    expect(text(listOf([drill]))).toMatch(
      /order-killed\s*│\s*What becomes of orders\?\s*│\s*microservices\s*│/,
    ));
});

describe('a drill explained', () => {
  const said = text(explain(drill));

  it('says what is done where, for how long, and why not elsewhere', () => {
    expect(said).toContain('microservices: order is killed; 3 s');
    expect(said).toContain('monolith: not there. It has no such process.');
  });

  it('says what to watch, why the shop survives, and where that is', () => {
    for (const line of ['Product pages', 'The saga goes on', 'libs/order: the saga'])
      expect(said).toContain(`  - ${line}`);
  });

  it('has a command for each guard, and no heading where there is none', () => {
    expect(said).toContain('./shop drill order-killed --without outbox');
    expect(text(explain({ ...drill, guards: [] }))).not.toContain('without a guard');
  });
});
