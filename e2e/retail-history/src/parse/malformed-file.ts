/** Why a file is refused as a whole, and where: `line` and `column` count from 1, a column is a field. */
export type Malformed = { file: string; line: number; column: number; field?: string; reason: string };

/** Carries a refusal out of the reading of a stream; `readHistory` turns it into its typed result. */
export class MalformedFileError extends Error {
  readonly malformed: Malformed;

  constructor(malformed: Malformed) {
    super(describeMalformed(malformed));
    this.malformed = malformed;
  }
}

/** For people: `2011-01.csv.gz, line 57, column 4 (Quantity): "six" is not a whole number`. */
export function describeMalformed({ file, line, column, field, reason }: Malformed): string {
  return `${file}, line ${line}, column ${column}${field ? ` (${field})` : ''}: ${reason}`;
}
