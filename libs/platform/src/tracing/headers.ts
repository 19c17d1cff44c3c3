/** Headers that calls between the shop's processes carry. The gateway takes them off what comes from outside. */
export const TRACEPARENT_HEADER = 'traceparent';
export const CORRELATION_HEADER = 'x-correlation-id';
/** Milliseconds that the caller still waits. */
export const DEADLINE_HEADER = 'x-deadline-ms';
