import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { ADMIN_EMAIL } from '@twinshop/topologies';
import { z } from 'zod';
import { SetupError } from './setup-error.ts';

const account = z.object({ email: z.string(), password: z.string() });
const credentials = z.object({ admin: account, customer: account });

export type Account = z.infer<typeof account>;
export type Credentials = z.infer<typeof credentials>;

/** The passwords of this shop's admin and its first customer, made when there are none yet. */
export async function ensureCredentials(file: string): Promise<Credentials> {
  const known = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) return parse(known, file);
  const made: Credentials = {
    admin: { email: ADMIN_EMAIL, password: randomBytes(12).toString('base64url') },
    customer: { email: 'ada@twinshop.example', password: randomBytes(12).toString('base64url') },
  };
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
}

function parse(text: string, file: string): Credentials {
  try {
    return credentials.parse(JSON.parse(text));
  } catch {
    throw new SetupError(
      `${file} is damaged: delete it and start with ./shop up --fresh, which makes another.`,
    );
  }
}
