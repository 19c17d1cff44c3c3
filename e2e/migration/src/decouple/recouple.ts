import { letIn } from './access.ts';
import { buildBridgeBack, takeBridgeDown } from './bridge.ts';
import type { DatabaseAction } from './database-action.ts';
import { addIndex, addReferences } from './joins.ts';
import { dropSchemas } from './leftovers.ts';
import { noteForAll } from './noted-migrations.ts';
import { checkSearchPath } from './search-path.ts';
import { putTogether } from './tables.ts';

/** From step 2 back to step 1, from wherever the way there has come to. Each list in its order. */
export const recouple: Readonly<Record<'readmit' | 'join' | 'contract', readonly DatabaseAction[]>> = {
  /** Before processes of step 1 start. Then they are sent all requests, and the new code’s work ends (`workOfNewCode`). */
  readmit: [checkSearchPath, noteForAll, letIn, addIndex, buildBridgeBack],
  /** Once processes of step 2 have stopped. */
  join: [takeBridgeDown, putTogether, addReferences],
  /** Once nobody is to go on to step 2 again. */
  contract: [dropSchemas],
};
