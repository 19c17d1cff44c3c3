/** What the gateway sends where, and how much it lets through. `@twinshop/gateway` makes nginx's configuration of it. */
export interface GatewayDescription {
  /** All that is reachable from outside, beside the storefront's files. */
  routes: readonly Route[];
  /** How requests are shared out among the replicas of a process; in turn by default. */
  balancing?: Balancing;
  /** Where they differ from the gateway's own. */
  limits?: Partial<GatewayLimits>;
}

export interface Route {
  /** As the contract writes it: a segment in braces stands for any one segment. */
  path: string;
  /** The process that answers. */
  to: string;
  /** What is special about its requests: guessable passwords, a body of any length, an answer that goes on. */
  kind?: 'sign-in' | 'import' | 'events';
  /** Asked in place of the other where that fails or is slow. A route that has one always answers. */
  fallback?: { to: string; path: string };
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
