import pg from 'pg';
import { OrderCancelled, OrderConfirmed } from '@twinshop/order-contracts';
import type { DatabaseAction } from './database-action.ts';
import { missingMigrations } from './noted-migrations.ts';
import { inSession, type Session } from './shared-database.ts';
import { linesOf, stockDue } from './stock-due.ts';

const BRIDGE = 'bridge';
/** A table of nothing: that it is there says that what was before the bridge has been caught up with. */
const CAUGHT_UP = `${BRIDGE}.caught_up`;
export const markCaughtUp = `CREATE TABLE IF NOT EXISTS ${CAUGHT_UP} ()`;

/** Whoever changes a table need not have the right to do what follows of it. */
const ON_BEHALF = 'RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp';

/**
 * Like all ids of messages, which are pruned in their order. PostgreSQL 17, as in containers, has no `uuidv7()`: the time in
 * milliseconds takes the place of the first 48 bits of one of version 4, and two bits more make that a 7.
 */
const UUID_V7 = `encode(
      set_bit(set_bit(
        overlay(uuid_send(gen_random_uuid())
          PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
          FROM 1 FOR 6),
        52, 1), 53, 1),
      'hex')::uuid`;

/** In the order’s own transaction: its stock as the catalogue books it, and what others hear of it by message. */
const FOLLOW_ORDER = `
  CREATE FUNCTION ${BRIDGE}.follow_order() ${ON_BEHALF} AS $$
  DECLARE
    bought CONSTANT jsonb := ${linesOf('NEW.id')};
    event CONSTANT uuid := ${UUID_V7};
    trace CONSTANT text := replace(event::text, '-', '');
  BEGIN
    INSERT INTO catalog.reservation (order_id, status, lines)
    VALUES (NEW.id, ${stockDue('NEW.status')}, bought)
    ON CONFLICT (order_id) DO UPDATE SET status = EXCLUDED.status;

    IF NEW.status IN ('confirmed', 'cancelled') THEN
      INSERT INTO "order".outbox (event_id, type, occurred_at, correlation_id, causation_id, traceparent, data)
      VALUES (
        event,
        CASE NEW.status WHEN 'confirmed' THEN '${OrderConfirmed.name}' ELSE '${OrderCancelled.name}' END,
        clock_timestamp(), event, event, format('00-%s-%s-01', trace, right(trace, 16)),
        jsonb_build_object(
          'orderId', NEW.id, 'customerId', NEW.customer_id, 'lines', bought,
          NEW.status || 'At', to_char(NEW.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        )
      );
    END IF;
    RETURN NULL;
  END $$`;

/** Whoever gets the answer and orders then pays the new price. */
const FOLLOW_OFFER = `
  CREATE FUNCTION ${BRIDGE}.follow_offer() ${ON_BEHALF} AS $$
  BEGIN
    INSERT INTO "order".offer_copy (product_id, name, price, version)
    VALUES (NEW.id, NEW.name, NEW.price_amount, NEW.version)
    ON CONFLICT (product_id) DO UPDATE SET name = EXCLUDED.name, price = EXCLUDED.price, version = EXCLUDED.version
    WHERE offer_copy.version < EXCLUDED.version;
    RETURN NULL;
  END $$`;

/** Only what the old code does: the new code does all of that itself. */
const triggers = (role: string): string[] => {
  const byOldCode = `current_user = ${pg.escapeLiteral(role)}`;
  return [
    `CREATE TRIGGER bridge_placed AFTER INSERT ON "order".orders FOR EACH ROW
     WHEN (${byOldCode} AND NEW.status = 'pending') EXECUTE FUNCTION ${BRIDGE}.follow_order()`,
    `CREATE TRIGGER bridge_moved AFTER UPDATE OF status ON "order".orders FOR EACH ROW
     WHEN (${byOldCode} AND NEW.status <> OLD.status) EXECUTE FUNCTION ${BRIDGE}.follow_order()`,
    `CREATE TRIGGER bridge_offer AFTER UPDATE OF name, price_amount ON catalog.product FOR EACH ROW
     WHEN (${byOldCode} AND NEW.version <> OLD.version) EXECUTE FUNCTION ${BRIDGE}.follow_offer()`,
  ];
};

/** The old code reads every order, and moves none whose saga is under way: its sweep would charge it once more. */
const keepOffSagas = (old: string): string[] => [
  'ALTER TABLE "order".orders ENABLE ROW LEVEL SECURITY',
  `CREATE POLICY bridge_read ON "order".orders FOR SELECT TO ${old} USING (true)`,
  `CREATE POLICY bridge_place ON "order".orders FOR INSERT TO ${old} WITH CHECK (true)`,
  `CREATE POLICY bridge_move ON "order".orders FOR UPDATE TO ${old} USING (step IS NULL)`,
];

const LET_SAGAS_BE_SEEN = [
  'DROP POLICY IF EXISTS bridge_read ON orders',
  'DROP POLICY IF EXISTS bridge_place ON orders',
  'DROP POLICY IF EXISTS bridge_move ON orders',
  'ALTER TABLE orders DISABLE ROW LEVEL SECURITY',
];

/** All of it or nothing. */
async function build(session: Session, ...more: string[]): Promise<void> {
  if (await isBuilt(session)) return;
  const role = await session.oldRole();
  await session.briefly(
    `CREATE SCHEMA ${BRIDGE}`,
    FOLLOW_ORDER,
    FOLLOW_OFFER,
    // The stronger lock first: two who hold the weaker one and wait for each other would be a deadlock.
    ...keepOffSagas(pg.escapeIdentifier(role)),
    ...triggers(role),
    ...more,
  );
}

const isBuilt = async (session: Session): Promise<boolean> =>
  (await session.query('SELECT WHERE to_regnamespace($1) IS NOT NULL', [BRIDGE])).length > 0;

export const isCaughtUp = (session: Session): Promise<boolean> => session.has(CAUGHT_UP);

/**
 * Old and new code write the same tables for a while. What the new one does beside that, triggers do for the old one.
 * @throws Error where processes of step 2 have not run their migrations
 */
export const buildBridge: DatabaseAction = {
  says: 'what the old code does not do, the database does for it',
  run: (database) =>
    inSession(database, async (session) => {
      const missing = await missingMigrations(session);
      if (missing.length > 0)
        throw new Error(`A process of step 2 has to run these migrations before: ${missing.join(', ')}.`);
      await build(session);
    }),
};

/**
 * The same on the way back, where nothing is to be caught up with: all that was before, the new code has done. Where the new
 * code has never run there is nothing to bridge.
 */
export const buildBridgeBack: DatabaseAction = {
  says: buildBridge.says,
  run: (database) =>
    inSession(database, async (session) => {
      if ((await missingMigrations(session)).length === 0) await build(session, markCaughtUp);
    }),
};

/** For when only one of the two is left. */
export const takeBridgeDown: DatabaseAction = {
  says: 'the database does nothing for the old code any more',
  run: (database) =>
    inSession(database, async (session) => {
      if (await isBuilt(session))
        await session.briefly(...LET_SAGAS_BE_SEEN, `DROP SCHEMA ${BRIDGE} CASCADE`);
    }),
};
