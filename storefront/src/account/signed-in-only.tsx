import { useState } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from './account.queries.ts';
import { signInPath } from './return-path.ts';
import type { SignInState } from './sign-in-state.ts';

/** The pages of a customer. Without a session, also one that runs out meanwhile, sign-in comes first. */
export function SignedInOnly() {
  const session = useSession();
  const location = useLocation();
  const [cameSignedIn] = useState(session !== null);
  if (session !== null) return <Outlet />;
  const state: SignInState = { sessionEnded: cameSignedIn };
  return <Navigate to={signInPath(location.pathname + location.search)} state={state} replace />;
}
