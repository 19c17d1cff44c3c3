import { isPassing, isProblem } from '../api/problem.ts';

/** Sentences for a form: `form` stands above it, the others beside their fields. */
export interface FormErrors<Field extends string> {
  form?: string;
  fields: Partial<Record<Field, string>>;
}

/** Shares out what the shop had to say among the form's fields; what fits none goes above the form. */
export function formErrorsFrom<Field extends string>(
  error: unknown,
  fields: readonly Field[],
): FormErrors<Field> {
  const errors: FormErrors<Field> = { fields: {} };
  if (isProblem(error, 'bad_credentials')) {
    errors.form = 'That email and password do not go together. Check both and try again.';
  } else if (isProblem(error, 'email_taken')) {
    const field = fields.find((name) => name === 'email');
    if (field) errors.fields[field] = 'There is an account with this email already. Sign in instead?';
  } else if (isPassing(error)) {
    errors.form = 'The shop did not answer. Nothing was lost; please try again.';
  } else if (isProblem(error)) {
    const unplaced: string[] = [];
    for (const { path, message } of error.errors) {
      const field = fields.find((name) => name === path);
      if (field === undefined) unplaced.push(message);
      else errors.fields[field] ??= sentence(inPlainWords(message));
    }
    if (unplaced.length > 0) errors.form = unplaced.map(sentence).join(' ');
    else if (error.errors.length === 0) errors.form = sentence(error.detail);
  } else {
    errors.form = 'Something went wrong on our side. Please try again.';
  }
  return errors;
}

/** The shop's messages speak of strings and sizes; customers count characters. */
function inPlainWords(message: string): string {
  const [, bound, length] = /to have ([<>])=(\d+) characters/.exec(message) ?? [];
  if (length === undefined) return message;
  if (length === '1') return 'please fill this in';
  return bound === '>'
    ? `please use ${length} characters or more`
    : `please use at most ${length} characters`;
}

function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}
