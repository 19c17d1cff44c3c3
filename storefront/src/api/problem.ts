export interface FieldProblem {
  path: string;
  message: string;
}

/** The shop answered with a refusal (RFC 9457). `code` is the stable part to match on. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: FieldProblem[];

  constructor(answer: { status: number; code: string; detail: string; errors?: FieldProblem[] }) {
    super(`${answer.status} ${answer.code}: ${answer.detail}`);
    this.status = answer.status;
    this.code = answer.code;
    this.detail = answer.detail;
    this.errors = answer.errors ?? [];
  }
}

/** No answer arrived: the shop could not be reached, or took longer than the deadline. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Reads a failed response, whoever wrote it: a proxy's HTML page becomes a problem too. */
export async function problemFrom(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem> & {
    title?: string;
  };
  return new Problem({
    status: response.status,
    code: typeof fields.code === 'string' ? fields.code : `http_${response.status}`,
    detail: fields.detail ?? fields.title ?? response.statusText,
    errors: Array.isArray(fields.errors) ? fields.errors : [],
  });
}

export function isProblem(error: unknown, code?: string): error is Problem {
  return error instanceof Problem && (code === undefined || error.code === code);
}

/** True where the same request may well succeed later: no answer, overload, or a fault of the shop's. */
export function isPassing(error: unknown): boolean {
  if (error instanceof NoAnswer) return true;
  return error instanceof Problem && (error.status >= 500 || error.status === 429 || error.status === 408);
}
