/** A failure that is no bug of ours: shown as its message alone, which says what to do next. */
export class Refusal extends Error {
  override name = 'Refusal';
}
