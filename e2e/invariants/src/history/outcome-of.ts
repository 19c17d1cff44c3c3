import { z } from 'zod';
import type { Outcome } from './history.ts';

const order = z.object({ id: z.string(), status: z.string() });
const problem = z.object({ code: z.string() });

/** The request may have got through all the same: who answered had waited long enough, or nobody was there to answer. */
const SAYS_NOTHING = [408, 499];

const SHOWN = 200;

/**
 * What an answer to `POST /api/orders` says of the order. 201 has placed it, and another 4xx of the shop has not;
 * whatever else may have: a 5xx can come of a gateway that lost sight of a request, or of a process that died after its
 * commit.
 */
export function outcomeOf(status: number, text: string): Outcome {
  const body = parsed(text);
  const placed = order.safeParse(body);
  if (status === 201 && placed.success)
    return { kind: 'ok', orderId: placed.data.id, status: placed.data.status };
  const refusal = problem.safeParse(body);
  if (status >= 400 && status < 500 && !SAYS_NOTHING.includes(status))
    return { kind: 'failed', status, code: refusal.success ? refusal.data.code : 'unknown' };
  return { kind: 'indeterminate', why: `${status} ${text.slice(0, SHOWN)}` };
}

/** A request that broke off: refused, reset, or not answered in time. */
export function outcomeOfFailure(error: unknown): Outcome {
  return { kind: 'indeterminate', why: error instanceof Error ? error.message : String(error) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
