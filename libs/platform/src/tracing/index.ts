export { currentTrace, enterTrace, nextTraceparent, withTrace, type Trace } from './trace.ts';
