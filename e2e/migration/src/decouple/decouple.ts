import { letIn, shutOut } from './access.ts';
import { buildBridge, takeBridgeDown } from './bridge.ts';
import { catchUp, checkStock } from './catch-up.ts';
import type { DatabaseAction } from './database-action.ts';
import { dropIndex, dropReferences } from './joins.ts';
import { forgetForAll, noteForEach } from './noted-migrations.ts';
import { checkSearchPath } from './search-path.ts';
import { takeApart } from './tables.ts';

/**
 * From step 1 to step 2, in one database that customers use meanwhile: expand, bridge, contract
 * (https://martinfowler.com/bliki/ParallelChange.html). Each list in its order.
 */
export const decouple: Readonly<
  Record<'expand' | 'bridge' | 'verify' | 'contract', readonly DatabaseAction[]>
> = {
  /** With schemas and roles there, and before processes of step 2 start: these then run the migrations that are missing. */
  expand: [checkSearchPath, letIn, dropReferences, takeApart, noteForEach],
  /** With processes of step 2 ready, and before anybody’s request is sent to them. */
  bridge: [buildBridge, catchUp],
  /** After that, and before the same. */
  verify: [checkStock],
  /** Once the old code has ended (`ordersOfOldCode`) and nobody is to go back. */
  contract: [takeBridgeDown, shutOut, forgetForAll, dropIndex],
};
