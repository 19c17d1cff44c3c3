/** What the gateway sends where, and how much it lets through. `@twinshop/gateway` makes nginx's configuration of it. */
export interface GatewayDescription {
  /** All that is reachable from outside, beside the storefront's files. */
  routes: readonly Route[];
  /** The process that serves the storefront's pages; the gateway itself by default. */
  pages?: string;
  /** Whether another process may listen on its port at the same time, so that one takes it over from the other. */
  sharesPort?: boolean;
  /** How requests are shared out among the replicas of a process; in turn by default. */
  balancing?: Balancing;
  /** Who gets copies of what is read on routes that are `mirrored`. */
  mirror?: Mirror;
  /** Where they differ from the gateway's own. */
  limits?: Partial<GatewayLimits>;
}

export interface Route {
  /** As the contract writes it: a segment in braces stands for any one segment. */
  path: string;
  /** The process that answers. */
  to: string;
  /**
   * The process that its data is moving to. Where `to` answers 421, because what it would read or write is no longer its own,
   * the same request goes there and the client never sees the 421; so it does back again where it is not handed over after
   * all. Not for imports: what streams through can't be sent twice; nor where there is a fallback.
   */
  movingTo?: string;
  /** Whether copies of its reads go to the gateway's `mirror`. Those of a kind never do. */
  mirrored?: boolean;
  /** What is special about its requests: guessable passwords, a body of any length, an answer that goes on. */
  kind?: 'sign-in' | 'import' | 'events';
  /** Asked in place of the other where that fails or is slow. A route that has one always answers. */
  fallback?: { to: string; path: string };
}

/** Copies of GET and HEAD, with path, query and token and without anything else; what is answered is not looked at. */
export interface Mirror {
  /** `host:port`, as the gateway reaches it. May be slow or away: no customer waits for it. */
  to: string;
  /** Of the requests, 0.0001 to 1. */
  share: number;
}

export type Balancing = 'in-turn' | 'least-connections' | 'by-address';

export interface GatewayLimits {
  /** Of a request's body, but for imports. */
  bodyBytes: number;
  /** Of one client address. A burst is let through at once, what goes beyond it is refused. */
  requests: Rate;
  signIns: Rate;
  /** Requests of one client address at the same time. */
  connections: number;
  /** For all of a request's headers, and between two parts of its body. */
  slowestClientMs: number;
  /** What a process is told to have for its answer; the gateway waits a second longer. */
  answerWithinMs: number;
  /** For routes with a fallback. */
  answerOrElseWithinMs: number;
  /** How long requests may take to end when the gateway stops or is reloaded. */
  drainMs: number;
}

export interface Rate {
  perSecond: number;
  burst: number;
}
