import { demoCards } from './demo-cards.ts';
import { Logo } from '../layout/logo.tsx';

interface CardChoiceProps {
  card: string;
  onChange: (token: string) => void;
  disabled: boolean;
}

export function CardChoice({ card, onChange, disabled }: CardChoiceProps) {
  return (
    <fieldset className="cards" disabled={disabled}>
      <legend>Pay with a demo card</legend>
      <div className="cards__row">
        {demoCards.map(({ token, name, number, behaviour }) => (
          <label key={token} className={`demo-card demo-card--${token}`}>
            <input
              type="radio"
              name="card"
              value={token}
              checked={token === card}
              onChange={() => onChange(token)}
            />
            <span className="demo-card__face">
              <span className="demo-card__name">
                {name} <Logo />
              </span>
              <span className="demo-card__number">
                <span aria-hidden="true">•••• </span>
                {number}
              </span>
              <span className="demo-card__behaviour">{behaviour}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
