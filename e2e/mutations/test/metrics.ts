import type { StartedShop } from '@twinshop/local';

/** Samples of a process's metrics, by name with labels: `circuit_breaker_state{name="recommendation"}`. */
export async function metricsOf(shop: StartedShop, process: string): Promise<Map<string, number>> {
  const { opsUrl } = shop.processes.find(({ name }) => name === process)!;
  const answer = await fetch(`${opsUrl}/metrics`, { signal: AbortSignal.timeout(10_000) });
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const blank = line.lastIndexOf(' ');
      return [line.slice(0, blank), Number(line.slice(blank + 1))];
    }),
  );
}
