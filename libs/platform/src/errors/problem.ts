/** One refused part of the input; `path` is dotted, as in `items.0.quantity`. */
export interface FieldError {
  path: string;
  message: string;
}

/**
 * An answer in the form of RFC 9457 on its way to the client. Thrown only at the edge (controllers, guards,
 * pipes); use cases return a `Result` instead.
 */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldError[] | undefined;

  constructor(
    status: number,
    code: string,
    title: string,
    more: { detail?: string | undefined; errors?: FieldError[] } = {},
  ) {
    super(title);
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = more.detail ?? title;
    this.errors = more.errors;
  }

  /** The `application/problem+json` body. */
  body(): Record<string, unknown> {
    return {
      type: `urn:twinshop:problem:${this.code}`,
      title: this.title,
      status: this.status,
      code: this.code,
      detail: this.detail,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}
