import { breaker, bulkhead, retry, timeout } from './calls.toggles.ts';
import { fallback } from './fallback.toggle.ts';
import { idempotency, outbox } from './messages.toggles.ts';

/** Guards that a drill can switch off. */
export const toggles = { breaker, bulkhead, timeout, fallback, retry, outbox, idempotency };
