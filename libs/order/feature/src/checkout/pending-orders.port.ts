/** Orders whose checkout has stood still for too long, and what sets it going again. */
export abstract class PendingOrders {
  /** When there last were orders to take up; as `performance.now()` tells it. */
  lastTookUpAt = -Infinity;

  /** Takes up all that nobody works on, until the process stops. */
  abstract takeUp(stopping?: AbortSignal): Promise<void>;

  /** Whether an order has been there for somebody to take up for longer than that, in milliseconds. */
  abstract isAnyWaiting(longerThanMs: number): Promise<boolean>;
}
