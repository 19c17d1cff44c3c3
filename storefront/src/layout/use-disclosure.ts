import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';

/** A panel behind a button: it closes on Escape, on a click or focus elsewhere, and when the page changes. */
export function useDisclosure<Root extends HTMLElement>() {
  const { key } = useLocation();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const root = useRef<Root>(null);
  const button = useRef<HTMLButtonElement>(null);
  const open = openedAt === key;

  useEffect(() => {
    if (!open) return;
    function onOutside(event: Event) {
      if (!root.current?.contains(event.target as Node)) setOpenedAt(null);
    }
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Escape') return;
      setOpenedAt(null);
      button.current?.focus();
    }
    document.addEventListener('pointerdown', onOutside);
    document.addEventListener('focusin', onOutside);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('pointerdown', onOutside);
      document.removeEventListener('focusin', onOutside);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [open]);

  return { open, toggle: () => setOpenedAt(open ? null : key), root, button };
}
