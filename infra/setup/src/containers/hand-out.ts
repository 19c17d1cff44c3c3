import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ADMIN_PASSWORD_FILE, everyTopology, keyFileNames } from '@twinshop/topologies';
import { recipients, type Recipient } from './recipients.ts';
import type { Vault } from './vault.ts';

/** The container of PostgreSQL, which has its superuser's password. */
const POSTGRES = { name: 'postgres', superuser: 'postgres', file: 'postgres-password' };

/**
 * Gives each container a folder with the secrets that its environment names, and nobody else's. On the way from step to
 * step, all that will ever sign are known from the beginning.
 */
export async function handOut(vault: Vault, secretsDir: string, postgresHost: string): Promise<void> {
  await vault.fill([...new Set(Object.values(everyTopology).flatMap(({ signers }) => signers))]);
  await give(secretsDir, POSTGRES.name, POSTGRES.file, await vault.passwordOf(POSTGRES.superuser));
  for (const recipient of recipients)
    for (const file of recipient.secrets)
      await give(secretsDir, recipient.folder, file, await contentOf(file, recipient, vault, postgresHost));
}

async function contentOf(
  file: string,
  { name, databases }: Recipient,
  vault: Vault,
  postgresHost: string,
): Promise<string> {
  if (file === ADMIN_PASSWORD_FILE) return (await vault.credentials()).admin.password;
  const account = databases[file];
  if (account !== undefined)
    return `postgres://${account.role}:${await vault.passwordOf(account.role)}@${postgresHost}:5432/${account.database}`;
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
async function give(secretsDir: string, folder: string, file: string, content: string): Promise<void> {
  const target = path.join(secretsDir, folder, file);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
  // Left by one that was interrupted, it can be read only.
  await rm(`${target}.new`, { force: true });
  await writeFile(`${target}.new`, content, { mode: 0o444 });
  await rename(`${target}.new`, target);
}
