import { catalogFailures } from '@twinshop/catalog-contracts';
import { orderFailures } from '@twinshop/order-contracts';
import { Problem } from '@twinshop/platform/errors';
import type { Values } from './template.ts';

const AWAY = 'The shop can’t answer at the moment';

/** What nginx answers by itself, by the name it has in its configuration. */
const problems: Readonly<Record<string, Problem>> = {
  malformed_request: new Problem(400, 'malformed_request', 'The request can’t be read'),
  not_found: new Problem(404, 'not_found', 'There is nothing here'),
  product_not_found: new Problem(404, 'product_not_found', catalogFailures.product_not_found.title),
  order_not_found: new Problem(404, 'order_not_found', orderFailures.order_not_found.title),
  precondition_failed: new Problem(412, 'precondition_failed', 'It has changed'),
  body_too_large: new Problem(413, 'body_too_large', 'The body is larger than the limit'),
  uri_too_long: new Problem(414, 'uri_too_long', 'The address is too long'),
  rate_limited: new Problem(429, 'rate_limited', 'There are too many requests'),
  headers_too_large: new Problem(431, 'headers_too_large', 'The headers are larger than the limit'),
  internal_error: new Problem(500, 'internal_error', 'Something went wrong on our side'),
  bad_gateway: new Problem(502, 'unavailable', AWAY),
  unavailable: new Problem(503, 'unavailable', AWAY),
  timed_out: new Problem(504, 'unavailable', AWAY),
};

/** Each body, between quotes. */
export const problemBodies: Values = Object.fromEntries(
  Object.entries(problems).map(([name, problem]) => [name, `'${JSON.stringify(problem.body())}'`]),
);
