export { currentTrace, enterTrace, nextTraceparent, withTrace, type Caller, type Trace } from './trace.ts';
