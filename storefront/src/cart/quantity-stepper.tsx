import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { MinusIcon, PlusIcon } from '../layout/icons.tsx';
import { quantityFrom } from './cart-arithmetic.ts';
import './quantity-stepper.css';

interface QuantityStepperProps {
  /** What there is a quantity of, for those who don't see the page. */
  label: string;
  quantity: number;
  most: number;
  onChange: (quantity: number) => void;
}

/** A number with buttons around it. What is typed counts on Enter or when the field is left. */
export function QuantityStepper({ label, quantity, most, onChange }: QuantityStepperProps) {
  const [draft, setDraft] = useState<string | null>(null);

  function commit() {
    if (draft === null) return;
    setDraft(null);
    const next = quantityFrom(draft, most, quantity);
    if (next !== quantity) onChange(next);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') {
      event.preventDefault();
      commit();
    } else if (event.key === 'Escape') setDraft(null);
  }

  return (
    <div className="stepper" role="group" aria-label={`Quantity of ${label}`}>
      <button
        type="button"
        aria-label={`One less of ${label}`}
        disabled={quantity <= 1}
        onClick={() => onChange(quantity - 1)}
      >
        <MinusIcon />
      </button>
      <input
        aria-label={`Quantity of ${label}`}
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(quantity)}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        aria-label={`One more of ${label}`}
        disabled={quantity >= most}
        onClick={() => onChange(quantity + 1)}
      >
        <PlusIcon />
      </button>
    </div>
  );
}
