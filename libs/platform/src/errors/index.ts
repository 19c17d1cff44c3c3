export { fail, ok, type Failure, type FailureTable, type Result } from './result.ts';
export { Problem, type FieldError } from './problem.ts';
