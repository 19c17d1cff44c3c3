import { Injectable } from '@nestjs/common';
import { Database } from '@twinshop/platform/database';
import { PendingOrders } from '../checkout/pending-orders.port.ts';
import { leftFor, silenceOf, takeSteps } from '../domain/take-steps.ts';
import { Checkouts } from './checkouts.ts';

const AT_A_TIME = 200;

/**
 * Asks again for what was not answered in time: a command or its answer was lost, or is late. Where nothing leaves the
 * outbox, what was asked still stands there, and asking again would only pile it up: then orders are looked at later.
 */
@Injectable()
export class AskAgain extends PendingOrders {
  private readonly database: Database;
  private readonly checkouts: Checkouts;

  constructor(database: Database, checkouts: Checkouts) {
    super();
    this.database = database;
    this.checkouts = checkouts;
  }

  override async takeUp(stopping?: AbortSignal): Promise<void> {
    for (let claimed = AT_A_TIME; claimed === AT_A_TIME && stopping?.aborted !== true;) {
      claimed = await this.database.transaction(async (tx) => {
        const silent = await this.checkouts.claimSilent(tx, AT_A_TIME);
        if (silent.length > 0 && (await this.checkouts.isStuck(tx))) {
          await this.checkouts.write(tx, silent.map(leftFor), []);
        } else {
          const { changes, messages } = takeSteps(silent, silent.map(silenceOf));
          await this.checkouts.write(tx, changes, messages);
        }
        return silent.length;
      });
      if (claimed > 0) this.lastTookUpAt = performance.now();
    }
  }

  override isAnyWaiting(longerThanMs: number): Promise<boolean> {
    return this.checkouts.isAnyWaiting(longerThanMs);
  }
}
