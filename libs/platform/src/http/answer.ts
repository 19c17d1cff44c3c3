import { Problem, type FailureTable, type Result } from '../errors/index.ts';

/**
 * A use case's result as a controller gives it back: the value, or the module's failure as its problem.
 * @throws Problem
 */
export const answer = <Value, Code extends string>(
  result: Result<Value, Code>,
  failures: FailureTable<Code>,
): Value => {
  if (result.ok) return result.value;
  const { code, detail } = result.failure;
  const { status, title } = failures[code];
  throw new Problem(status, code, title, { detail });
};
