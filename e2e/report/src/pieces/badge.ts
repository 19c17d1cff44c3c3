import { html, type Html } from '../html.ts';

export type Verdict = 'passed' | 'failed' | 'neutral';

const SIGNS: Readonly<Record<Verdict, string>> = { passed: '✓', failed: '✗', neutral: '–' };

/** A verdict in a word, with a sign, so that colour is not all that tells. */
export const badge = (verdict: Verdict, word: string): Html =>
  html`<span class="badge badge-${verdict}"><span aria-hidden="true">${SIGNS[verdict]}</span> ${word}</span>`;
