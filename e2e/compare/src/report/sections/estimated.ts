import { html, type Content } from '@twinshop/report';
import type { Estimate } from '../../statistics/estimate.ts';
import { bare, bareInterval } from '../words/figure.ts';

/** A median above its interval. */
export const estimated = (estimate: Estimate | undefined, unit: string): Content =>
  estimate === undefined
    ? '–'
    : html`<b>${bare(estimate.median, unit)}</b> <small>${bareInterval(estimate, unit)}</small>`;
