import { Injectable } from '@nestjs/common';
import type { Transaction } from '@twinshop/platform/database';
import { takeSteps, type Heard } from '../domain/take-steps.ts';
import { Checkouts } from './checkouts.ts';

/** Takes the orders of a whole batch of messages on: one statement reads them, one writes them and what they send. */
@Injectable()
export class AdvanceCheckouts {
  private readonly checkouts: Checkouts;

  constructor(checkouts: Checkouts) {
    this.checkouts = checkouts;
  }

  async run(tx: Transaction, heard: readonly Heard[]): Promise<void> {
    const { changes, messages } = takeSteps(await this.checkouts.lock(tx, heard), heard);
    await this.checkouts.write(tx, changes, messages);
  }
}
