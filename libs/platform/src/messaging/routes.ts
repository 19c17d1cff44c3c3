import type { MessageType } from '../messages/index.ts';

/** Which messages each queue hears of. */
export type Subscriptions = Readonly<Record<string, readonly MessageType[]>>;

const NOWHERE: readonly string[] = [];

/** Where messages go: a queue is not a topic, so each subscriber has its own and a message is put into all of them. */
export class Routes {
  readonly queues: readonly string[];
  private readonly byType = new Map<string, string[]>();
  private readonly types = new Map<string, MessageType>();

  constructor(subscriptions: Subscriptions) {
    this.queues = Object.keys(subscriptions);
    for (const [queue, types] of Object.entries(subscriptions)) {
      for (const type of types) {
        this.byType.set(type.name, [...this.of(type.name), queue]);
        this.types.set(type.name, type);
      }
    }
  }

  /** The queues that hear of a type; none where nobody does. */
  of(type: string): readonly string[] {
    return this.byType.get(type) ?? NOWHERE;
  }

  /** @throws when nobody hears of messages of that name */
  type(name: string): MessageType {
    const type = this.types.get(name);
    if (type === undefined) throw new Error(`Nobody hears of messages "${name}".`);
    return type;
  }
}
