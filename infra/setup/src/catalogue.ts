import { seedCatalogue, type SeedProgress } from '@twinshop/catalog-sample';
import pg from 'pg';

/** Products on offer, as the public contract tells it: whether there is at least one. */
export async function hasProducts(publicUrl: string): Promise<boolean> {
  const response = await fetch(`${publicUrl}/api/products?limit=1`, { signal: AbortSignal.timeout(15_000) });
  if (!response.ok)
    throw new Error(`GET /api/products answered ${response.status}: ${await response.text()}`);
  return ((await response.json()) as { items: unknown[] }).items.length > 0;
}

/**
 * Loads generated products into the shop's database; those that are there stay.
 * @returns how many were added
 */
export async function fillCatalogue(
  databaseUrl: string,
  products: number,
  onProgress?: (progress: SeedProgress) => void,
): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 10_000 });
  try {
    const { added } = await seedCatalogue({ pool, products, ...(onProgress ? { onProgress } : {}) });
    return added;
  } finally {
    await pool.end();
  }
}
