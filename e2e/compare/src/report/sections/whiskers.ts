import { type Html, intervalChart } from '@twinshop/report';
import type { Comparison } from '../../record/compare-record.ts';
import type { Verdict } from '../../statistics/verdict.ts';
import { bare, bareInterval, figure } from '../words/figure.ts';
import { type Arms, ARM_TONES } from '../words/names.ts';

/** Both sides of a figure on an axis of its own. */
export function whiskers({ unit }: Comparison, { a, b }: Verdict, arms: Arms): Html {
  const max = Math.max(a.high, b.high) || 1;
  return intervalChart({
    describes: [a, b]
      .map(
        (side, index) => `${arms[index]?.title}: ${figure(side.median, unit)}, ${bareInterval(side, unit)}`,
      )
      .join('; '),
    whiskers: [
      { ...a, tone: ARM_TONES.a },
      { ...b, tone: ARM_TONES.b },
    ],
    max,
    end: bare(max, unit),
  });
}
