import { describe, expect, it } from '@jest/globals';
import { NoAnswer, Problem } from '../api/problem.ts';
import { formErrorsFrom } from './field-errors.ts';

const fields = ['name', 'email', 'password'] as const;
const invalid = (...errors: { path: string; message: string }[]) =>
  new Problem({ status: 400, code: 'validation_failed', detail: 'Bad input', errors });

describe('errors of a form', () => {
  it('stand beside the field that they name', () => {
    const errors = formErrorsFrom(invalid({ path: 'password', message: 'must have 10 characters' }), fields);
    expect(errors).toEqual({ fields: { password: 'Must have 10 characters.' } });
  });

  it.each([
    ['Too small: expected string to have >=10 characters', 'Please use 10 characters or more.'],
    ['Too big: expected string to have <=128 characters', 'Please use at most 128 characters.'],
  ])('say in plain words what %j means', (message, words) => {
    expect(formErrorsFrom(invalid({ path: 'password', message }), fields).fields.password).toBe(words);
  });

  it('stand above the form where no field fits', () => {
    const errors = formErrorsFrom(invalid({ path: 'nickname', message: 'is not known' }), fields);
    expect(errors).toEqual({ form: 'Is not known.', fields: {} });
  });

  it('say beside the email that it is taken', () => {
    const taken = new Problem({ status: 409, code: 'email_taken', detail: 'taken' });
    expect(formErrorsFrom(taken, fields).fields.email).toMatch(/account with this email/);
  });

  it('do not tell which of email and password was wrong', () => {
    const refused = new Problem({ status: 401, code: 'bad_credentials', detail: 'no' });
    expect(formErrorsFrom(refused, fields)).toEqual({
      form: expect.stringMatching(/email and password/) as unknown as string,
      fields: {},
    });
  });

  it('say when the shop did not answer', () => {
    expect(formErrorsFrom(new NoAnswer('gone'), fields).form).toMatch(/did not answer/);
  });
});
