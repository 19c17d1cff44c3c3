import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ShopHome } from '../home/shop-home.ts';

/** Of the path of a Unix socket; systems have room for 104 to 108. */
const LONGEST_BYTES = 100;

/** Where the runner of a home takes orders: in the home, or in the folder for temporary files where that path is too long. */
export function controlSocket({ dir }: ShopHome): string {
  const inHome = path.join(dir, 'control.sock');
  if (Buffer.byteLength(inHome) <= LONGEST_BYTES) return inHome;
  const name = createHash('sha256').update(dir).digest('hex').slice(0, 12);
  return path.join(tmpdir(), `twinshop-${name}.sock`);
}
