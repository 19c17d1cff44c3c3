import { FENCED } from '../database/unavailable.ts';

/** What a module's data says of itself: whether it may be written here, and in which epoch that was decided. */
export type OwnershipState =
  /** Written here. */
  | 'open'
  /** Written elsewhere; what is read here is a copy. */
  | 'closed'
  /** About to be written here: until then nothing is answered, so that nobody reads less than they wrote. */
  | 'opening';

/** Any number; shared by all who write the tables of a schema, alone by whoever takes them away from them. */
const LOCK = 7_301_948;

/** What belongs to a database and not to the module's data: its migrations, the fence, and what is written to hand it over. */
export const NOT_OF_THE_MODULE: readonly string[] = ['migrations', 'ownership', 'handover'];

/**
 * Builds what a fence around the tables of the current schema needs. From when `fenceTable` has put a table behind it, that
 * is written only while the row of `ownership` says `open`. The check is where the data is, so that no process that has
 * missed the news can write, however late it wakes (M. Kleppmann, Designing Data-Intensive Applications, chapter 8: fencing
 * tokens). Replication is not held back: what it applies fires no triggers.
 * @param state what `ownership` says, where it says nothing yet
 */
export const buildFence = (state: OwnershipState): string => `
  CREATE TABLE IF NOT EXISTS ownership (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    state text NOT NULL CHECK (state IN ('open', 'closed', 'opening')),
    epoch bigint NOT NULL
  );
  INSERT INTO ownership (state, epoch) VALUES ('${state}', 0) ON CONFLICT DO NOTHING;

  -- Names its schema: who writes may look for tables elsewhere.
  DO $build$
  BEGIN
    EXECUTE format($function$
      CREATE OR REPLACE FUNCTION keep_out() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        -- Held until the transaction ends: whoever closes the fence waits for those who are inside.
        PERFORM pg_advisory_xact_lock_shared(${LOCK}, hashtext(TG_TABLE_SCHEMA));
        -- Other transactions would go on to see what it said when they began.
        IF current_setting('transaction_isolation') <> 'read committed' THEN
          RAISE EXCEPTION 'behind the fence of %%, transactions are read committed', TG_TABLE_SCHEMA;
        END IF;
        IF (SELECT state FROM %1$I.ownership) <> 'open' THEN
          RAISE EXCEPTION '%% is written elsewhere', TG_TABLE_SCHEMA USING ERRCODE = '${FENCED}';
        END IF;
        RETURN NULL;
      END $$
    $function$, current_schema());
  END $build$;
`;

/** The module's tables in the current schema, as `name`, and whether each is behind the fence, as `fenced`. */
export const FENCED_TABLES = `
  SELECT relname AS name,
         EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = 'kept_out') AS fenced
  FROM pg_class
  WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND relkind IN ('r', 'p')
    AND relname NOT IN (${NOT_OF_THE_MODULE.map((name) => `'${name}'`).join(', ')})
  ORDER BY relname`;

/** Puts a table behind the fence. Waits for transactions that have written it, and writers that come wait meanwhile. */
export const fenceTable = (name: string): string => `
  CREATE OR REPLACE TRIGGER kept_out BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "${name}"
    FOR EACH STATEMENT EXECUTE FUNCTION keep_out()`;

/** The table is written as if the fence had never been there. Waits for whoever uses it, and they for this. */
export const unfenceTable = (name: string): string => `DROP TRIGGER IF EXISTS kept_out ON "${name}"`;

/** Takes down what is left of a fence that is around no table any more. */
export const takeDownFence = `
  DROP FUNCTION IF EXISTS keep_out();
  DROP TABLE IF EXISTS ownership;
`;

/**
 * Closes the fence once nobody is inside any more. To be run in a transaction, with a limit on how long it may wait for them
 * (`lock_timeout`); what else is written in it comes after all that was written by those inside.
 * @param epoch a whole number, not less than any before
 */
export const closeFence = (epoch: number): string => `
  SELECT pg_advisory_xact_lock(${LOCK}, hashtext(current_schema()));
  UPDATE ownership SET state = 'closed', epoch = ${epoch};
`;
