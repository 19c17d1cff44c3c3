import { Link, useLocation } from 'react-router';
import { AccountForm } from './account-form.tsx';
import { useSignIn } from './account.queries.ts';
import { FormField } from './form-field.tsx';
import { useSignInState } from './sign-in-state.ts';

const fields = ['email', 'password'] as const;

export function SignInPage() {
  const signIn = useSignIn();
  const { search, state } = useLocation();
  const { addition, sessionEnded } = useSignInState();
  return (
    <div className="account-page">
      <title>Sign in · Twinshop</title>
      <h1>Sign in</h1>
      {sessionEnded && <p className="account-page__why">Your session has ended. Sign in to carry on.</p>}
      {addition && (
        <p className="account-page__why">
          Sign in, and <strong>{addition.name}</strong> goes straight into your cart.
        </p>
      )}
      <AccountForm fields={fields} submitLabel="Sign in" submit={signIn}>
        {(errors) => (
          <>
            <FormField
              label="Email"
              name="email"
              type="email"
              autoComplete="email"
              required
              error={errors.email}
            />
            <FormField
              label="Password"
              name="password"
              type="password"
              autoComplete="current-password"
              required
              error={errors.password}
            />
          </>
        )}
      </AccountForm>
      <p className="account-page__other">
        New here?{' '}
        <Link to={{ pathname: '/sign-up', search }} state={state} replace>
          Create an account
        </Link>
      </p>
    </div>
  );
}
