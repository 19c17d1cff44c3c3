import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Order } from '@twinshop/order-contracts';
import { firstValueFrom, Observable, Subscriber, takeUntil, timer, last } from 'rxjs';
import { isSettled } from '../../domain/order-status.ts';
import { OrderBell } from '../../persistence/order-bell.ts';
import { toOrder } from '../../persistence/order-row.ts';
import { Orders } from '../../persistence/orders.ts';

interface Follower {
  orderId: string;
  seen: string | undefined;
  subscriber: Subscriber<Order>;
}

/**
 * Tells followers each status of an order as it comes: at once where this process changed it, which rings a bell, and
 * soon where another one did: while anybody follows, one query asks for the statuses of all followed orders. (NOTIFY
 * would serialise the commits of all orders.)
 */
@Injectable()
export class FollowOrder implements BeforeApplicationShutdown {
  protected readonly lookEveryMs: number = 100;
  private readonly orders: Orders;
  private readonly followers = new Set<Follower>();
  private looking = false;
  private stopped = false;

  constructor(orders: Orders, bell: OrderBell) {
    this.orders = orders;
    bell.hear((orderIds) => void this.lookAt(orderIds));
  }

  /**
   * The order in each status from now on, beginning with the present one; completes after the settled one, or when the process stops.
   * @param heard the status that was heard of last, from whichever process: it is not told again
   */
  follow(orderId: string, heard?: string): Observable<Order> {
    return new Observable((subscriber) => {
      if (this.stopped) return subscriber.complete();
      const follower: Follower = { orderId, seen: heard, subscriber };
      this.followers.add(follower);
      void this.look();
      return () => this.followers.delete(follower);
    });
  }

  /** The settled order, or the order as it is last known when patience (milliseconds) or the process ends. */
  untilSettled(order: Order, patienceMs: number): Promise<Order> {
    return firstValueFrom(this.follow(order.id).pipe(takeUntil(timer(patienceMs)), last(null, order)));
  }

  beforeApplicationShutdown(): void {
    this.end();
  }

  /** Lets all followers go, who would otherwise hold up whoever waits for requests to end, and takes no more. */
  end(): void {
    this.stopped = true;
    for (const { subscriber } of this.followers) subscriber.complete();
  }

  private async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    while (this.followers.size > 0) {
      await this.lookOnce().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, this.lookEveryMs).unref());
    }
    this.looking = false;
  }

  private async lookOnce(): Promise<void> {
    const statuses = await this.orders.statuses([
      ...new Set([...this.followers].map(({ orderId }) => orderId)),
    ]);
    for (const { orderId, seen, subscriber } of this.followers) {
      const status = statuses.get(orderId);
      if (status !== undefined && status === seen && isSettled(status)) subscriber.complete();
    }
    const changed = [...this.followers].filter(({ orderId, seen }) => statuses.get(orderId) !== seen);
    await Promise.all(changed.map((follower) => this.tell(follower)));
  }

  /** What fails here is found by the next look. */
  private async lookAt(orderIds: readonly string[]): Promise<void> {
    if (this.followers.size === 0) return;
    const rung = new Set(orderIds);
    const concerned = [...this.followers].filter(({ orderId }) => rung.has(orderId));
    await Promise.allSettled(concerned.map((follower) => this.tell(follower)));
  }

  private async tell(follower: Follower): Promise<void> {
    const row = await this.orders.find(follower.orderId);
    if (row === undefined || row.status === follower.seen) return;
    follower.seen = row.status;
    follower.subscriber.next(toOrder(row));
    if (isSettled(row.status)) follower.subscriber.complete();
  }
}
