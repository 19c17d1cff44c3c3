import { Link, useLocation } from 'react-router';
import { customersApi } from '../api/shop.api.ts';
import { AccountForm } from './account-form.tsx';
import { useSignIn } from './account.queries.ts';
import { FormField } from './form-field.tsx';
import { useSignInState } from './sign-in-state.ts';

const fields = ['name', 'email', 'password'] as const;

export function SignUpPage() {
  const signIn = useSignIn();
  const { search, state } = useLocation();
  const { addition } = useSignInState();

  async function signUp(form: { name: string; email: string; password: string }) {
    await customersApi.signUp(form);
    await signIn({ email: form.email, password: form.password });
  }

  return (
    <div className="account-page">
      <title>Create an account · Twinshop</title>
      <h1>Create an account</h1>
      {addition && (
        <p className="account-page__why">
          Then <strong>{addition.name}</strong> goes straight into your cart.
        </p>
      )}
      <AccountForm fields={fields} submitLabel="Create account" submit={signUp}>
        {(errors) => (
          <>
            <FormField label="Name" name="name" autoComplete="name" required error={errors.name} />
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
              autoComplete="new-password"
              hint="10 characters or more."
              required
              error={errors.password}
            />
          </>
        )}
      </AccountForm>
      <p className="account-page__other">
        Have an account?{' '}
        <Link to={{ pathname: '/sign-in', search }} state={state} replace>
          Sign in
        </Link>
      </p>
    </div>
  );
}
