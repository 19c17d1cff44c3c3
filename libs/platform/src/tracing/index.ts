export { CORRELATION_HEADER, DEADLINE_HEADER, TRACEPARENT_HEADER } from './headers.ts';
export {
  currentTrace,
  nextTraceparent,
  traceIdOf,
  withoutCaller,
  withTrace,
  type Caller,
  type Trace,
} from './trace.ts';
