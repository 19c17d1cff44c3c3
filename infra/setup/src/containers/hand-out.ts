import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ADMIN_PASSWORD_FILE, DATABASE_URL_FILE, keyFileNames, topologies } from '@twinshop/topologies';
import { recipients, type Recipient } from './recipients.ts';
import type { Vault } from './vault.ts';

/** The container of PostgreSQL, which has its superuser's password. */
const POSTGRES = { name: 'postgres', superuser: 'postgres', file: 'postgres-password' };

/** Gives each container a folder with the secrets that its environment names, and nobody else's. */
export async function handOut(vault: Vault, secretsDir: string): Promise<void> {
  await vault.fill([...new Set(Object.values(topologies).flatMap(({ signers }) => signers))]);
  await give(secretsDir, POSTGRES.name, POSTGRES.file, await vault.passwordOf(POSTGRES.superuser));
  for (const recipient of recipients)
    for (const file of recipient.secrets)
      // PostgreSQL has to be there first.
      if (file !== DATABASE_URL_FILE)
        await give(secretsDir, recipient.name, file, await contentOf(file, recipient, vault));
}

async function contentOf(file: string, { name }: Recipient, vault: Vault): Promise<string> {
  if (file === ADMIN_PASSWORD_FILE) return (await vault.credentials()).admin.password;
  const { keys } = vault;
  const sources: Readonly<Record<string, string>> = {
    [keyFileNames.privateKeyFile]: keys.privateKeyFile,
    [keyFileNames.publicKeysFile]: keys.publicKeysFile,
    [keyFileNames.serviceKeyFile]: keys.serviceKeyFile(name),
    [keyFileNames.servicePublicKeysFile]: keys.servicePublicKeysFile,
    [keyFileNames.paymentSealFile]: keys.paymentSealFile,
  };
  const source = sources[file];
  if (source === undefined) throw new Error(`${name} names a secret that nobody makes: ${file}`);
  return readFile(source, 'utf8');
}

/** Readable for whoever the container runs as: its folder is seen by that container only. */
export async function give(
  secretsDir: string,
  container: string,
  file: string,
  content: string,
): Promise<void> {
  const target = path.join(secretsDir, container, file);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  // Left by one that was interrupted, it can be read only.
  await rm(`${target}.new`, { force: true });
  await writeFile(`${target}.new`, content, { mode: 0o444 });
  await rename(`${target}.new`, target);
}

/** As the superuser, who makes databases. */
export async function adminUrl(vault: Vault, host: string): Promise<string> {
  const password = await vault.passwordOf(POSTGRES.superuser);
  return `postgres://${POSTGRES.superuser}:${password}@${host}:5432/postgres`;
}
