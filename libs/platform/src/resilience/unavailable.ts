import type { CallResult } from './call.ts';

/** Why a call to another process gave nothing. */
export type Reason =
  /** the breaker is open: nothing was sent */
  | 'open'
  /** as many calls as are allowed run already: nothing was sent */
  | 'full'
  /** whoever asked waits no longer: nothing was sent, or the answer was not waited for */
  | 'deadline'
  /** no answer in time */
  | 'timeout'
  /** no connection could be made: nothing was sent */
  | 'unreachable'
  /** the connection broke */
  | 'broken'
  /** an answer of 5xx */
  | 'error'
  /** an answer that makes no sense */
  | 'reply'
  /** an answer of 4xx where none is foreseen */
  | 'refused';

/** Another process that is needed can't be asked at the moment. As the answer to a request it is a 503 `unavailable`. */
export class Unavailable extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

/** Nobody waited as long as the other side may take: its health can't be told from that. */
export class CutShort extends Unavailable {}

/** For callers whose port has no words for it. @throws Unavailable */
export const valueOrThrow = <Value>(result: CallResult<Value>): Value => {
  if (result.ok) return result.value;
  throw new Unavailable(result.failure.reason, result.failure.detail);
};
