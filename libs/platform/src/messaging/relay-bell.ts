import { Injectable } from '@nestjs/common';

/** Rung by whoever has put messages into the outbox, heard by the relay of this process. */
@Injectable()
export class RelayBell {
  private listener: (() => void) | undefined;

  ring(): void {
    this.listener?.();
  }

  /** From now on, instead of whoever heard it before. */
  hear(listener: () => void): void {
    this.listener = listener;
  }
}
