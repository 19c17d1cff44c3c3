import { useLocation } from 'react-router';

/** What the customer was doing when sign-in came between; travels in the history entry. */
export interface SignInState {
  sessionEnded?: boolean;
  /** Goes into the cart as soon as the customer is known. */
  addition?: { productId: string; name: string; quantity: number };
}

export function useSignInState(): SignInState {
  return (useLocation().state as SignInState | null) ?? {};
}
