import { closeSharedDatabases, createDatabase } from '@twinshop/postgres';
import { DATABASE_URL_FILE } from '@twinshop/topologies';
import { adminUrl, give } from './hand-out.ts';
import { recipients } from './recipients.ts';
import type { Vault } from './vault.ts';

/**
 * Ensures every database with a role of its own, and tells each container how to connect to its own.
 * @returns their names
 */
export async function makeDatabases(vault: Vault, secretsDir: string, host: string): Promise<string[]> {
  const admin = await adminUrl(vault, host);
  await closeSharedDatabases(admin);
  const made: string[] = [];
  for (const { name, database } of recipients) {
    if (database === undefined) continue;
    const url = await createDatabase(admin, database, database, await vault.passwordOf(database));
    await give(secretsDir, name, DATABASE_URL_FILE, url);
    made.push(database);
  }
  return made;
}
