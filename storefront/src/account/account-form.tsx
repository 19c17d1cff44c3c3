import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useAddToCart } from '../cart/cart.queries.ts';
import { formErrorsFrom } from './field-errors.ts';
import type { FormErrors } from './field-errors.ts';
import { returnPath } from './return-path.ts';
import { useSignInState } from './sign-in-state.ts';
import './account.css';

interface AccountFormProps<Field extends string> {
  fields: readonly Field[];
  submitLabel: string;
  submit: (values: Record<Field, string>) => Promise<void>;
  children: (errors: Partial<Record<Field, string>>) => ReactNode;
}

/** A form at whose end the customer is signed in, and carries on with what they were doing. */
export function AccountForm<Field extends string>({
  fields,
  submitLabel,
  submit,
  children,
}: AccountFormProps<Field>) {
  const [errors, setErrors] = useState<FormErrors<Field>>({ fields: {} });
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const carryOn = useCarryOn();

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid], .form-error')?.focus();
  }, [errors]);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    const values = Object.fromEntries(fields.map((name) => [name, String(data.get(name) ?? '')]));
    const empty = fields.filter((name) => values[name] === '');
    if (empty.length > 0) {
      const missing = Object.fromEntries(empty.map((name) => [name, `Please fill in your ${name}.`]));
      return setErrors({ fields: missing as FormErrors<Field>['fields'] });
    }
    setBusy(true);
    try {
      await submit(values as Record<Field, string>);
    } catch (error) {
      setBusy(false);
      return setErrors(formErrorsFrom(error, fields));
    }
    await carryOn();
  }

  return (
    <form ref={form} className="account-form" onSubmit={(event) => void onSubmit(event)} noValidate>
      {errors.form && (
        <p className="form-error" role="alert" tabIndex={-1}>
          {errors.form}
        </p>
      )}
      {children(errors.fields)}
      <button className="button button--primary button--wide" type="submit" aria-disabled={busy}>
        {busy ? 'One moment…' : submitLabel}
      </button>
    </form>
  );
}

function useCarryOn() {
  const { addition } = useSignInState();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const addToCart = useAddToCart();
  return async () => {
    // A failed addition says so in a notice; the customer still returns to the product.
    if (addition) await addToCart.mutateAsync(addition).catch(() => undefined);
    void queries.invalidateQueries({ queryKey: ['recommendations'] });
    await navigate(returnPath(search), { replace: true });
  };
}
