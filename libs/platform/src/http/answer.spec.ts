import { describe, expect, it } from '@jest/globals';
import { fail, ok, Problem, type FailureTable, type Result } from '../errors/index.ts';
import { answer } from './answer.ts';

const failures = {
  gone: { status: 404, title: 'It is gone' },
  taken: { status: 409, title: 'It is taken' },
} as const satisfies FailureTable;

const problemOf = (result: Result<string, keyof typeof failures>): Problem => {
  try {
    answer(result, failures);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('there was no problem');
};

describe('the answer to a result', () => {
  it('is its value', () => {
    expect(answer(ok('value'), failures)).toBe('value');
  });

  it('is the problem that the module’s table has for its failure', () => {
    const problem = problemOf(fail('taken', 'by somebody else'));
    expect(problem.status).toBe(409);
    expect(problem.body()).toEqual({
      type: 'urn:twinshop:problem:taken',
      title: 'It is taken',
      status: 409,
      code: 'taken',
      detail: 'by somebody else',
    });
  });

  it('says its title again where there is no more to say', () => {
    expect(problemOf(fail('gone')).body()).toMatchObject({ title: 'It is gone', detail: 'It is gone' });
  });
});
