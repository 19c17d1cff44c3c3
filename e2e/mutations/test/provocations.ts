import { readFile } from 'node:fs/promises';
import { ask, askRedis } from '@twinshop/invariants';
import { eventually } from '@twinshop/testing';
import { HeldRow, waitingIn } from './held-row.ts';
import type { Customer, Stage } from './stage.ts';

/** What a shop must stand, and one that lacks a guard does not. When it resolves, what was brought about is over. */
export type Provocation = (stage: Stage) => Promise<void>;

const WITHIN_MS = 10_000;
const PLENTY = 100;

/** Somebody who wants a thing. */
async function aCustomer(stage: Stage, pieces = PLENTY): Promise<{ customer: Customer; productId: string }> {
  return { customer: await stage.newCustomer(), productId: await stage.newProduct(pieces) };
}

export const ordersArePlaced: Provocation = async (stage) => {
  const wanted = await aCustomer(stage);
  for (const quantity of [1, 2]) await stage.order({ ...wanted, quantity });
};

export const aCardIsDeclined: Provocation = async (stage) => {
  await stage.order({ ...(await aCustomer(stage)), card: 'tok_chargeDeclined' });
};

export const anOrderIsCancelled: Provocation = async (stage) => {
  await aCancelledOrder(stage);
};

async function aCancelledOrder(stage: Stage): Promise<string> {
  const wanted = await aCustomer(stage);
  const orderId = await stage.confirmedOrder(wanted);
  await stage.cancel(orderId, wanted.customer);
  return orderId;
}

export const anOrderIsRepeated: Provocation = async (stage) => {
  await stage.order(await aCustomer(stage), 2);
};

export const severalWantTheLastPiece: Provocation = async (stage) => {
  const wanted = await aCustomer(stage, 1);
  await Promise.all(Array.from({ length: 4 }, () => stage.order(wanted)));
};

export const theProviderLosesAReply: Provocation = async (stage) => {
  const wanted = await aCustomer(stage);
  const before = (await stage.charged()).length;
  await stage.provider({ loseReplyRate: 1 });
  const ordering = stage.order(wanted);
  await eventually(async () => (await stage.charged()).length > before, {
    within: WITHIN_MS,
    describe: 'a card is charged',
  });
  await stage.provider({ loseReplyRate: 0 });
  await ordering;
};

/** What a relay does that dies after it has sent messages, and before it has marked them. */
export const aMessageIsDeliveredTwice: Provocation = async (stage) => {
  const orderId = await stage.confirmedOrder(await aCustomer(stage));
  const { order } = stage.shop.databases;
  await ask(order, `UPDATE outbox SET published_at = NULL WHERE ${OF_ORDER}`, [orderId, RESERVE]);
};

export const stockIsAskedForAgain: Provocation = async (stage) => {
  await askAgain(stage, await stage.confirmedOrder(await aCustomer(stage)), RESERVE);
};

export const aReleaseIsAskedForAgain: Provocation = async (stage) => {
  await askAgain(stage, await aCancelledOrder(stage), RELEASE);
};

export const aChargeIsAskedForAgain: Provocation = async (stage) => {
  await askAgain(stage, await stage.confirmedOrder(await aCustomer(stage)), CHARGE);
};

const RESERVE = 'catalog.reserve-stock.v1';
const RELEASE = 'catalog.release-stock.v1';
const CHARGE = 'payment.charge.v1';
const OF_ORDER = `data ->> 'orderId' = $1 AND type = $2`;

/** Sends a command once more, as a checkout does which has had no answer for some time. */
async function askAgain({ shop }: Stage, orderId: string, type: string): Promise<void> {
  await ask(
    shop.databases.order,
    `INSERT INTO outbox (event_id, type, occurred_at, correlation_id, causation_id, traceparent, data)
     SELECT again.id, type, now(), correlation_id, again.id::text, traceparent, data
     FROM outbox, (SELECT uuidv7() AS id) AS again WHERE ${OF_ORDER}`,
    [orderId, type],
  );
}

/** Redis answers, and takes no job, for as long as it takes a relay to see that. */
export const redisRefusesMessages: Provocation = async (stage) => {
  const wanted = await aCustomer(stage);
  const failures = async (): Promise<number> => {
    const { log } = stage.shop.processes.find(({ name }) => name === 'order')!;
    return (await readFile(log, 'utf8')).split('can’t be relayed').length;
  };
  const before = await failures();
  await askRedis(stage.shop, (redis) => redis.acl('SETUSER', 'default', '-@scripting'));
  await stage.order(wanted);
  await eventually(async () => (await failures()) > before, {
    within: WITHIN_MS,
    describe: 'a message can’t be relayed',
  });
  await askRedis(stage.shop, (redis) => redis.acl('SETUSER', 'default', '+@scripting'));
};

/** An order is written, and commits only after messages that were written later have been sent. */
export const anOrderCommitsLate: Provocation = async (stage) => {
  const early = await aCustomer(stage);
  const late = await aCustomer(stage);
  const orderId = await stage.confirmedOrder(early);
  const { order } = stage.shop.databases;
  const held = await HeldRow.hold(order, 'customer WHERE id = $1', late.customer.id);
  const ordering = stage.order(late);
  await waitingIn(order);
  await stage.cancel(orderId, early.customer);
  await held.release();
  await ordering;
};

/** The catalogue loses its connection while it works on a message. */
export const theDatabaseDropsAConnection: Provocation = async (stage) => {
  const wanted = await aCustomer(stage);
  const { catalog } = stage.shop.databases;
  await stage.provider({ latencyMs: 1_000 });
  const orderId = await stage.order(wanted);
  await eventually(
    async () => (await ask(catalog, 'SELECT FROM reservation WHERE order_id = $1', [orderId])).length === 1,
    { within: WITHIN_MS, describe: 'stock is reserved' },
  );
  await stage.provider({ latencyMs: 0 });
  const held = await HeldRow.hold(catalog, 'reservation WHERE order_id = $1', orderId);
  await ask(catalog, 'SELECT pg_terminate_backend($1)', [await waitingIn(catalog)]);
  await held.release();
};
