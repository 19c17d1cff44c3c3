import type { Toggle } from './toggle.ts';

const BREAKER = 'libs/platform/dist/resilience/breaker.js';
const RESILIENT_HTTP = 'libs/platform/dist/resilience/resilient-http.js';

const CALLERS = ['catalog', 'order', 'payment', 'recommendation', 'monolith'];
/** The monolith calls nobody but the payment provider. */
const BOTH = ['monolith', 'microservices'] as const;

export const breaker: Toggle = {
  name: 'breaker',
  takesAway: 'The circuit breaker of calls to other processes: whoever is silent is asked every time.',
  variants: BOTH,
  expect:
    'Each request waits for its whole timeout while the other side hangs, and that is called all the while.',
  processes: CALLERS,
  edits: [
    {
      module: BREAKER,
      replace: 'volumeThreshold: settings.volume ?? VOLUME,',
      by: 'volumeThreshold: Number.MAX_SAFE_INTEGER,',
    },
  ],
};

export const bulkhead: Toggle = {
  name: 'bulkhead',
  takesAway: 'The bound on calls to one process, and on connections to it, that are under way at once.',
  variants: BOTH,
  expect:
    'Calls pile up with the load while the other side hangs: so do connections, memory and waiting times.',
  processes: CALLERS,
  edits: [
    { module: BREAKER, replace: 'if (this.inside >= this.capacity) {', by: 'if (false) {' },
    { module: RESILIENT_HTTP, replace: 'connections: capacity,', by: 'connections: null,' },
  ],
};

export const timeout: Toggle = {
  name: 'timeout',
  takesAway: 'The deadline of calls to other processes, and the patience with modules that are not needed.',
  variants: BOTH,
  expect:
    'Requests hang for as long as the other side does. With the bulkhead full, further calls are refused.',
  processes: CALLERS,
  edits: [
    {
      module: 'libs/platform/dist/resilience/patience.js',
      replace:
        'this.timer = setTimeout(() => this.cut(reason, `no answer in ${Math.round(leftMs)} ms`), leftMs);',
      by: '',
    },
    { module: BREAKER, replace: 'timeout: settings.timeoutMs + SLACK_MS,', by: 'timeout: false,' },
    {
      module: 'libs/platform/dist/resilience/within.js',
      replace: 'return await Promise.race([work, impatience]);',
      by: 'return await work;',
    },
    {
      module: 'libs/platform/dist/resilience/within.js',
      replace: 'timer = setTimeout(() => reject(new TookTooLong(milliseconds)), milliseconds);',
      by: '',
    },
  ],
};

export const retry: Toggle = {
  name: 'retry',
  takesAway:
    'The second attempt: of a call that was not heard, of a charge without an answer, of a message that failed.',
  variants: BOTH,
  expect:
    'One lost connection fails the request, one failed attempt makes a message a dead letter; a charge waits for the next round.',
  processes: CALLERS,
  edits: [
    { module: RESILIENT_HTTP, replace: 'const MOST_ATTEMPTS = 2;', by: 'const MOST_ATTEMPTS = 1;' },
    { module: 'libs/platform/dist/messaging/bull.client.js', replace: 'attempts: 8,', by: 'attempts: 1,' },
    {
      module: 'libs/payment/feature/dist/use-cases/charge-order/charge-order.js',
      replace: 'const asksAgain = patienceMs > ATTEMPT_MS;',
      by: 'const asksAgain = false;',
    },
  ],
};
