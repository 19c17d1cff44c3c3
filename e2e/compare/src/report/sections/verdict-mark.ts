import { counted, html, type Html } from '@twinshop/report';
import { leaderOf, type Verdict } from '../../statistics/verdict.ts';
import { type Arms, verdictWords } from '../words/names.ts';

/** Who is better, in words and by the colour of that side, and from how many rounds. */
export const verdictMark = (verdict: Verdict | undefined, arms: Arms): Html => html`
  <span class="for for-${leaderOf(verdict) ?? 'nobody'}">${verdictWords(verdict, arms)}</span>
  ${verdict && html`<small>${counted(verdict.contrast.n, 'round')}</small>`}
`;
