import { shopUnderTest } from './config.ts';

/** Sets the card processor's faults for a while, and heals it however the story ends. */
export async function whileProviderIs(
  faults: { latencyMs?: number; down?: boolean },
  story: (heal: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const heal = () => behave({});
  await behave(faults);
  try {
    await story(heal);
  } finally {
    await heal();
  }
}

async function behave(faults: { latencyMs?: number; down?: boolean }): Promise<void> {
  const healthy = { latencyMs: 0, jitterMs: 0, errorRate: 0, loseReplyRate: 0, down: false };
  const response = await fetch(`${shopUnderTest().providerUrl}/behaviour`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...healthy, ...faults }),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`PUT /behaviour answered ${response.status}: ${await response.text()}`);
}
