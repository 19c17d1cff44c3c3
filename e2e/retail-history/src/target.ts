import type { Credentials } from './shop/sessions.ts';

/** What a user said of the shop to work on, all of it optional. */
export type TargetOptions = {
  baseUrl?: string | undefined;
  adminEmail?: string | undefined;
  adminPassword?: string | undefined;
  providerUrl?: string | undefined;
};

export type Target = { baseUrl: string; admin: Credentials; providerUrl?: string };

type RunningShop = { publicUrl: string; providerUrl: string; admin: Credentials };

/**
 * The shop to work on: the one the user names, else the running one. What is missing is answered as a message that says
 * what to do.
 */
export function targetOf(
  { baseUrl, adminEmail, adminPassword, providerUrl }: TargetOptions,
  running: RunningShop | undefined,
): Target | { problem: string } {
  if (baseUrl !== undefined) {
    if (!URL.canParse(baseUrl))
      return { problem: `--base-url ${baseUrl} is no URL, such as http://localhost:8080.` };
    if (!adminEmail || !adminPassword) {
      return {
        problem:
          '--base-url needs --admin-email and --admin-password: products and stock are an administrator’s.',
      };
    }
    const admin = { email: adminEmail, password: adminPassword };
    return { baseUrl, admin, ...(providerUrl ? { providerUrl } : {}) };
  }
  if (!running) {
    return {
      problem:
        'No shop is running. Start one first, in another terminal: ./shop up (or name one with --base-url)',
    };
  }
  const admin = {
    email: adminEmail ?? running.admin.email,
    password: adminPassword ?? running.admin.password,
  };
  return { baseUrl: running.publicUrl, admin, providerUrl: providerUrl ?? running.providerUrl };
}
