const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Has something done before this program ends by Ctrl-C, `kill` or a closed terminal: what runs in containers does not end
 * with it.
 * @returns what takes that back
 */
export function onInterruption(work: () => Promise<void>): () => void {
  const interrupted = (): void => {
    process.stderr.write('\nInterrupted: its containers are removed …\n');
    for (const signal of SIGNALS) process.off(signal, interrupted).on(signal, () => undefined);
    // Whatever the drill still tries now, it tries on what is being removed.
    process.on('unhandledRejection', () => undefined);
    void work().finally(() => process.exit(130));
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  return () => {
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
}
