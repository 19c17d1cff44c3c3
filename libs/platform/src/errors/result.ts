/** An expected failure: a stable snake_case code that clients match on, and words for a person. */
export interface Failure<Code extends string = string> {
  code: Code;
  detail?: string;
}

/** What a use case answers: a value, or one of the failures it names in its type. Bugs throw instead. */
export type Result<Value, Code extends string = string> =
  { ok: true; value: Value } | { ok: false; failure: Failure<Code> };

export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value });

export const fail = <Code extends string>(
  code: Code,
  detail?: string,
): { ok: false; failure: Failure<Code> } => ({
  ok: false,
  failure: detail === undefined ? { code } : { code, detail },
});

/** How the failures of one module look over HTTP: the one place that maps a code to a status and a title. */
export type FailureTable<Code extends string = string> = Readonly<
  Record<Code, { status: number; title: string }>
>;
