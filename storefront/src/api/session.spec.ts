import { describe, expect, it, jest } from '@jest/globals';
import { createSessionStore } from './session.ts';
import { memoryStorage } from '../../test/memory-storage.ts';

const session = { accessToken: 'a.b.c', expiresAt: 900_000 };

describe('the session', () => {
  it('survives a reload of the page', () => {
    const storage = memoryStorage();
    createSessionStore(storage, () => 0).begin(session);
    expect(createSessionStore(storage, () => 0).current()).toEqual(session);
  });

  it('is over when its time is up', () => {
    let now = 0;
    const store = createSessionStore(memoryStorage(), () => now);
    store.begin(session);
    now = 900_000;
    expect(store.current()).toBeNull();
  });

  it('leaves nothing behind when it ends, and says so once', () => {
    const storage = memoryStorage();
    const store = createSessionStore(storage, () => 0);
    store.begin(session);
    const listener = jest.fn();
    store.subscribe(listener);
    store.end();
    store.end();
    expect(listener).toHaveBeenCalledTimes(1);
    expect(storage.length).toBe(0);
  });

  it.each(['not json', '{}', 'null', '{"accessToken":1,"expiresAt":2}'])('ignores a stored %s', (text) => {
    const storage = memoryStorage();
    storage.setItem('twinshop.session', text);
    expect(createSessionStore(storage, () => 0).current()).toBeNull();
  });
});
