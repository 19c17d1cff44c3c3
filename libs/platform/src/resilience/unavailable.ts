/** Why a call to another process gave nothing. */
export type Reason =
  /** the breaker is open: nothing was sent */
  | 'open'
  /** as many calls as are allowed run already: nothing was sent */
  | 'full'
  /** whoever waits for this has given up, or is about to: nothing was sent, or the answer was not waited for */
  | 'deadline'
  /** no answer in time */
  | 'timeout'
  /** no connection, or one that broke */
  | 'connection'
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
