import type { ProviderBehaviour } from './fault.ts';
import type { Heal, Stage } from './stage.ts';

const WITHIN_MS = 5_000;
const HEALTHY: Required<ProviderBehaviour> = {
  latencyMs: 0,
  jitterMs: 0,
  errorRate: 0,
  loseReplyRate: 0,
  down: false,
};

export async function misbehave({ shop }: Stage, behaviour: ProviderBehaviour): Promise<Heal> {
  await behave(shop.providerUrl, behaviour);
  return () => behave(shop.providerUrl, HEALTHY);
}

async function behave(url: string, behaviour: ProviderBehaviour): Promise<void> {
  const response = await fetch(`${url}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(behaviour),
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (!response.ok) throw new Error(`The provider answered ${response.status}: ${await response.text()}`);
}
