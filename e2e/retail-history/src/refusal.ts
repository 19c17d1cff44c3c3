import { describeMalformed, type Malformed } from './parse/malformed-file.ts';

/** Why an import or a replay could not be done, for programs (`code`) and for people (`message`). */
export type Refusal = {
  code:
    'malformed_file' | 'nothing_in_catalogue' | 'shop_unreachable' | 'sign_in_refused' | 'unexpected_answer';
  message: string;
};

export type Outcome<Report> = { ok: true; report: Report } | { ok: false; refusal: Refusal };

/** Ends an import or a replay from deep inside; `outcomeOf` turns it into the typed result. */
export class RefusedError extends Error {
  readonly code: Refusal['code'];

  constructor(code: Refusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export function refuseMalformed(malformed: Malformed): RefusedError {
  return new RefusedError('malformed_file', describeMalformed(malformed));
}

/** The report, or the refusal that ended the work; anything else that is thrown is a bug and passes through. */
export async function outcomeOf<Report>(work: () => Promise<Report>): Promise<Outcome<Report>> {
  try {
    return { ok: true, report: await work() };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { ok: false, refusal: { code: error.code, message: error.message } };
  }
}
