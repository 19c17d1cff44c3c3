/** One press of Ctrl-C can arrive twice: from the terminal, and passed on by npm. */
const SAME_PRESS_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens for what asks a program to end: Ctrl-C, `kill`, a closed terminal.
 * @param onFirst asked to stop
 * @param onSecond asked again, which means at once
 * @returns what ends the listening
 */
export function onStopSignals(onFirst: (signal: NodeJS.Signals) => void, onSecond: () => void): () => void {
  let first: number | undefined;
  const asked = (signal: NodeJS.Signals): void => {
    const now = Date.now();
    if (first === undefined) {
      first = now;
      onFirst(signal);
    } else if (now - first > SAME_PRESS_MS) onSecond();
  };
  for (const signal of SIGNALS) process.on(signal, asked);
  return () => {
    for (const signal of SIGNALS) process.off(signal, asked);
  };
}
