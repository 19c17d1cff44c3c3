import { Injectable } from '@nestjs/common';

/** Rung by whoever has brought orders on in this process, heard by who follows them here. */
@Injectable()
export class OrderBell {
  private readonly listeners = new Set<(orderIds: readonly string[]) => void>();

  /** After the commit, so that who looks finds what it rang for. */
  ring(orderIds: readonly string[]): void {
    for (const listener of this.listeners) listener(orderIds);
  }

  hear(listener: (orderIds: readonly string[]) => void): void {
    this.listeners.add(listener);
  }
}
