import { listed } from '@twinshop/report';
import type { Endpoint, RunRecord, Variant } from '../record/drill-record.ts';

const VARIANTS: Readonly<Record<Variant, string>> = { monolith: 'Monolith', microservices: 'Services' };

export const variantName = (variant: Variant): string => VARIANTS[variant];

/** `Services`, `Services without breaker and bulkhead`. */
export const runName = ({ variant, without }: Pick<RunRecord, 'variant' | 'without'>): string =>
  without.length === 0 ? variantName(variant) : `${variantName(variant)} without ${listed(without)}`;

/** What customers ask an endpoint for, many of them. */
export const ASKED_FOR: Readonly<Record<Endpoint, string>> = {
  'product page': 'product pages',
  'related products': 'related products',
  recommendations: 'recommendations',
  'product list': 'product lists',
  'place order': 'attempts to order',
  'read order': 'order look-ups',
};
