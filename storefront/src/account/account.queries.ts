import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { customersApi, session } from '../api/shop.api.ts';
import type { Session } from '../api/session.ts';

export function useSession(): Session | null {
  return useSyncExternalStore(session.subscribe, session.current);
}

/** The signed-in customer. */
export function useCustomer() {
  const current = useSession();
  return useQuery({
    queryKey: ['mine', 'customer', current?.accessToken],
    queryFn: ({ signal }) => customersApi.me(signal),
    enabled: current !== null,
    staleTime: Infinity,
  });
}

/** Signs in; the promise fails with the shop's problem. */
export function useSignIn() {
  const queries = useQueryClient();
  return async (form: { email: string; password: string }) => {
    const grant = await customersApi.signIn(form);
    queries.removeQueries({ queryKey: ['mine'] });
    session.begin({ accessToken: grant.accessToken, expiresAt: Date.now() + grant.expiresIn * 1000 });
  };
}

export function useSignOut() {
  const queries = useQueryClient();
  return () => {
    session.end();
    queries.removeQueries({ queryKey: ['mine'] });
  };
}
