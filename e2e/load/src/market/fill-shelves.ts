import pg from 'pg';

const PLENTY = 1_000_000_000;

/**
 * Puts a thousand million pieces of everything on the shelf, so that nothing runs out while it is measured; of one product
 * only as many as are told. Past the shop, in its database: its own counts of what was sold where do not add up any more.
 */
export async function fillShelves(
  { databases }: { databases: { catalog: string } },
  scarce?: { productId: string; pieces: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: databases.catalog });
  await client.connect();
  try {
    await client.query('UPDATE stock SET on_hand = $1', [PLENTY]);
    if (scarce)
      await client.query('UPDATE stock SET on_hand = $1 WHERE product_id = $2', [
        scarce.pieces,
        scarce.productId,
      ]);
  } finally {
    await client.end();
  }
}
