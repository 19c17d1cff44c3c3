/** One press of Ctrl-C can arrive twice: from the terminal, and passed on by npm. */
const SAME_PRESS_MS = 1_000;

/**
 * Listens for what asks a program to end: Ctrl-C, `kill`, a closed terminal.
 * @param onFirst asked to stop
 * @param onSecond asked again, which means at once
 */
export function onStopSignals(onFirst: (signal: NodeJS.Signals) => void, onSecond: () => void): void {
  let first: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = Date.now();
      if (first === undefined) {
        first = now;
        onFirst(signal);
      } else if (now - first > SAME_PRESS_MS) onSecond();
    });
  }
}
