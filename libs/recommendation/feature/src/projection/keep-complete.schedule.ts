import { Injectable } from '@nestjs/common';
import { Schedule } from '@twinshop/platform/schedule';
import { Projection } from './projection.ts';
import { Rebuild } from './rebuild.ts';

const EVERY_MS = 3_000;

/** Rebuilds a projection that lacks orders: where Redis has lost it, or more was cancelled than it keeps in reserve. */
@Injectable()
export class KeepCompleteSchedule extends Schedule {
  constructor(projection: Projection, rebuild: Rebuild) {
    super(KeepCompleteSchedule.name, EVERY_MS, async () => {
      const { complete, building } = await projection.state();
      if (building !== undefined) return;
      // What a builder that was killed has left behind.
      await projection.sweep();
      if (!complete) await (await rebuild.start())?.done.catch(() => undefined);
    });
  }
}
