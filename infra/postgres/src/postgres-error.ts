export type PostgresErrorCode =
  | 'no_binaries'
  | 'no_user'
  | 'unsafe_folder'
  | 'other_version'
  | 'initdb_failed'
  | 'port_taken'
  | 'start_failed';

/** A server that could not be started; the message says what to do about it. */
export class PostgresError extends Error {
  readonly code: PostgresErrorCode;

  constructor(code: PostgresErrorCode, message: string) {
    super(message);
    this.name = 'PostgresError';
    this.code = code;
  }
}
