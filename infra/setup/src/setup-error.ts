/** What can't be set up; the message says what to do about it. */
export class SetupError extends Error {
  override name = 'SetupError';
}
