import type { Account } from './credentials.ts';
import { SetupError } from './setup-error.ts';

const DEADLINE_MS = 15_000;

/** Signs the demo customer up through the public API, as any customer; finds them there on later starts. */
export async function ensureDemoCustomer(publicUrl: string, customer: Account): Promise<void> {
  const signUp = await post(`${publicUrl}/api/customers`, { ...customer, name: 'Ada Demo' });
  if (signUp.status === 201) return;
  if (signUp.status === 409) {
    const signIn = await post(`${publicUrl}/api/sessions`, customer);
    if (signIn.status === 201) return;
    throw new SetupError(
      `The shop knows ${customer.email} with another password than credentials.json: put the old file back, or start over with ./shop up --fresh.`,
    );
  }
  throw new SetupError(`The demo customer could not be signed up (${signUp.status}): ${await signUp.text()}`);
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
}
