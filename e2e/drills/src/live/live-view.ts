import pc from 'picocolors';
import type { PhaseName, Second, TimelineEvent } from '../record/drill-record.ts';
import type { Spectator } from '../run/chronicle.ts';

const HEADER =
  '  time  phase     requests  errors       p99  fallback  breakers open          queued  pending  not ready';

/**
 * A line on the terminal for each second of a run, and one for each thing that happens. A second is told when its requests
 * have ended, so what happens waits for its turn.
 */
export class LiveView implements Spectator {
  readonly #say: (line: string) => void;
  #waiting: { atMs: number; line: string }[] = [];

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** @param title of the run that begins */
  begin(title: string): void {
    this.#say(`\n${pc.bold(title)}\n${pc.dim(HEADER)}`);
  }

  phase(name: PhaseName, atMs: number): void {
    this.#waiting.push({ atMs, line: pc.dim(`${clock(atMs)}  ── ${EXPLAINED[name]}`) });
  }

  event({ atMs, kind, says }: TimelineEvent): void {
    this.#waiting.push({ atMs, line: `${clock(atMs)}  ${COLOURS[kind](`● ${says}`)}` });
  }

  second(second: Second, phase: PhaseName): void {
    this.#tellUntil(second.atMs);
    this.#say(lineOf(second, phase));
  }

  /** Tells what has not had its turn. */
  end(): void {
    this.#tellUntil(Infinity);
  }

  #tellUntil(atMs: number): void {
    const due = this.#waiting.filter((each) => each.atMs < atMs);
    this.#waiting = this.#waiting.filter((each) => each.atMs >= atMs);
    for (const { line } of due.sort((one, other) => one.atMs - other.atMs)) this.#say(line);
  }
}

const COLOURS = {
  fault: pc.red,
  heal: pc.green,
  breaker: pc.magenta,
  process: pc.yellow,
  milestone: pc.cyan,
};

const EXPLAINED: Record<PhaseName, string> = {
  'warm-up': 'warm-up: customers come',
  control: 'control: nothing is wrong yet, for comparison',
  fault: 'fault',
  healed: 'healed: how long until all is as before?',
  drain: 'drain: nobody new comes; what is under way comes to its end, then the checker looks at everything',
};

/** One second in 100 columns. */
export function lineOf(second: Second, phase: PhaseName): string {
  const traffic = Object.values(second.endpoints);
  const sum = (of: 'requests' | 'failed' | 'degraded'): number =>
    traffic.reduce((all, each) => all + each[of], 0);
  const [requests, failed, degraded] = [sum('requests'), sum('failed'), sum('degraded')];
  const p99 = Math.max(0, ...traffic.map((each) => each.p99));
  const open = Object.entries(second.breakers).flatMap(([link, state]) =>
    state === 'closed' ? [] : [`${link}${state === 'open' ? '' : '?'}`],
  );
  const queued = Object.values(second.queues).reduce((all, jobs) => all + jobs, 0);
  const errors = String(failed).padStart(6);
  return [
    clock(second.atMs),
    phase.padEnd(8),
    String(requests).padStart(8),
    failed > 0 ? pc.red(errors) : errors,
    `${Math.round(p99)} ms`.padStart(8),
    (requests === 0 ? '-' : `${Math.round((100 * degraded) / requests)}%`).padStart(8),
    (open.join(' ') || '-').padEnd(21),
    String(queued).padStart(6),
    String(second.ordersPending ?? '?').padStart(7),
    second.unready.join(' ') || '-',
  ].join('  ');
}

const clock = (ms: number): string => `${(ms / 1_000).toFixed(1).padStart(5)}s`;
