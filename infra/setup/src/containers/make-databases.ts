import { closeSharedDatabases } from '@twinshop/postgres';
import { topologies } from '@twinshop/topologies';
import { ensureDatabases } from '../databases.ts';
import type { Vault } from './vault.ts';

/** As the superuser, who makes databases. */
const SUPERUSER = 'postgres';

/**
 * Ensures every database of either variant, with roles of their own.
 * @returns their names
 */
export async function makeDatabases(vault: Vault, host: string): Promise<string[]> {
  const adminUrl = `postgres://${SUPERUSER}:${await vault.passwordOf(SUPERUSER)}@${host}:5432/postgres`;
  await closeSharedDatabases(adminUrl);
  const made = new Set<string>();
  for (const topology of Object.values(topologies)) {
    await ensureDatabases(adminUrl, topology, (role) => vault.passwordOf(role));
    for (const name of Object.values(topology.databases)) made.add(name);
  }
  return [...made];
}
