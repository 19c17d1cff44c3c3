export type { BreakerState } from './breaker.ts';
export type { Call, CallResult, Reply } from './call.ts';
export {
  breakerDetails,
  ResilientHttp,
  type ResilientHttpSettings,
  type ServiceClientSettings,
} from './resilient-http.ts';
export { Unavailable, valueOrThrow, type Reason } from './unavailable.ts';
export { TookTooLong, within } from './within.ts';
