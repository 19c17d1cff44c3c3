import { useSyncExternalStore } from 'react';

/** Short messages that appear for a while in a corner and are read out. */
export interface Notice {
  id: number;
  tone: 'good' | 'bad';
  text: string;
  link?: { to: string; label: string };
}

/** Milliseconds; long enough to read and to reach the link by keyboard. */
const lifetime = 8_000;

let notices: readonly Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

export function notify(notice: Omit<Notice, 'id'>): void {
  const id = ++lastId;
  change([...notices.slice(-2), { ...notice, id }]);
  setTimeout(() => dismissNotice(id), lifetime);
}

export function dismissNotice(id: number): void {
  if (notices.some((notice) => notice.id === id)) change(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(subscribe, () => notices);
}

function change(next: readonly Notice[]) {
  notices = next;
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
