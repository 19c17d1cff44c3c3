import { Link } from 'react-router';
import { EmptyState } from './empty-state.tsx';

export function NotFoundPage() {
  return <NotFound what="This page" />;
}

export function NotFound({ what }: { what: string }) {
  return (
    <div className="page">
      <title>Not found · Twinshop</title>
      <h1 className="visually-hidden">Not found</h1>
      <EmptyState title={`${what} is not here`}>
        <p>It may have moved, or the address has a slip in it.</p>
        <Link className="button button--primary" to="/">
          Back to the shop
        </Link>
      </EmptyState>
    </div>
  );
}
