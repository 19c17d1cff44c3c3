import { createHmac } from 'node:crypto';
import { RefusedError } from '../refusal.ts';
import { expectBody, session } from './answers.ts';
import type { Answer, Call, HttpApi } from './http-api.ts';

export type Credentials = { email: string; password: string };

/** A token that is fetched when it is first needed, and again when the shop no longer takes it (they live 15 minutes). */
export class Session {
  readonly #api: HttpApi;
  readonly #signIn: () => Promise<string>;
  #token: Promise<string> | undefined;

  constructor(api: HttpApi, signIn: () => Promise<string>) {
    this.#api = api;
    this.#signIn = signIn;
  }

  async call(call: Omit<Call, 'token'>): Promise<Answer> {
    this.#token ??= this.#signIn();
    const used = this.#token;
    const answer = await this.#api.call({ ...call, token: await used });
    if (answer.status !== 401) return answer;
    if (this.#token === used) this.#token = this.#signIn();
    return this.#api.call({ ...call, token: await this.#token });
  }
}

/** The administrator's session. Throws a RefusedError `sign_in_refused` at the first call with a wrong password. */
export function adminSession(api: HttpApi, credentials: Credentials): Session {
  return new Session(api, () => signIn(api, credentials, 'check --admin-email and --admin-password'));
}

/**
 * The history's customers in the shop. Each signs up at their first order, with a password that follows from `secret`
 * and their number, so that a later run signs in as the same customer.
 */
export class Customers {
  readonly #api: HttpApi;
  readonly #secret: string;
  readonly #sessions = new Map<string, Session>();

  constructor(api: HttpApi, secret: string) {
    this.#api = api;
    this.#secret = secret;
  }

  session(customer: string, country: string): Session {
    const known = this.#sessions.get(customer);
    if (known) return known;
    const credentials = credentialsOf(customer, this.#secret);
    let signedUp = false;
    const session = new Session(this.#api, async () => {
      if (!signedUp) await signUp(this.#api, credentials, nameOf(customer, country));
      signedUp = true;
      return signIn(
        this.#api,
        credentials,
        'it signed up with another password, of a run with another --admin-password',
      );
    });
    this.#sessions.set(customer, session);
    return session;
  }
}

/** `customer-17850@replay.example`, and a password of 43 characters. */
export function credentialsOf(customer: string, secret: string): Credentials {
  return {
    email: `customer-${customer}@replay.example`,
    password: createHmac('sha256', secret).update(`retail-history customer ${customer}`).digest('base64url'),
  };
}

function nameOf(customer: string, country: string): string {
  return country === '' ? `Customer ${customer}` : `Customer ${customer} (${country.slice(0, 60)})`;
}

async function signUp(api: HttpApi, credentials: Credentials, name: string): Promise<void> {
  const path = '/api/customers';
  const answer = await api.call({ method: 'POST', path, json: { ...credentials, name } });
  const taken = answer.status === 409;
  if (answer.status !== 201 && !taken) {
    throw new RefusedError(
      'unexpected_answer',
      `the shop answered ${answer.status} when ${credentials.email} signed up: ${JSON.stringify(answer.body)}`,
    );
  }
}

async function signIn(api: HttpApi, credentials: Credentials, hint: string): Promise<string> {
  const call = { method: 'POST', path: '/api/sessions', json: credentials } as const;
  const answer = await api.call(call);
  if (answer.status === 401) {
    throw new RefusedError('sign_in_refused', `the shop does not let ${credentials.email} sign in: ${hint}`);
  }
  return expectBody(session, answer, call).accessToken;
}
