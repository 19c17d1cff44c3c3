/** The customer's access token, kept in memory and, so that a reload stays signed in, in the tab's storage. */

export interface Session {
  accessToken: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

export interface SessionStore {
  /** The session, unless there is none or its time is up. */
  current(): Session | null;
  begin(session: Session): void;
  end(): void;
  subscribe(listener: () => void): () => void;
}

const key = 'twinshop.session';

export function createSessionStore(storage: Storage, now: () => number = Date.now): SessionStore {
  let session = read(storage);
  const listeners = new Set<() => void>();

  function change(next: Session | null) {
    session = next;
    if (next) storage.setItem(key, JSON.stringify(next));
    else storage.removeItem(key);
    for (const listener of [...listeners]) listener();
  }

  return {
    current() {
      return session !== null && session.expiresAt > now() ? session : null;
    },
    begin(next) {
      change(next);
    },
    end() {
      if (session !== null) change(null);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(storage: Storage): Session | null {
  const text = storage.getItem(key);
  if (text === null) return null;
  try {
    const stored = JSON.parse(text) as Session;
    return typeof stored.accessToken === 'string' && typeof stored.expiresAt === 'number' ? stored : null;
  } catch {
    return null;
  }
}
