import type { ReactNode } from 'react';
import { Logo } from './logo.tsx';

export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="empty">
      <Logo />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
