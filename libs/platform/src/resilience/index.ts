export {
  breakerDetails,
  ResilientHttp,
  valueOrThrow,
  type Call,
  type CallResult,
  type Reply,
  type ResilientHttpSettings,
  type ServiceClientSettings,
} from './resilient-http.ts';
export { Unavailable, type Reason } from './unavailable.ts';
export { TookTooLong, within } from './within.ts';
