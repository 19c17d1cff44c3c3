/** Two inks, overprinted: one shop, built twice. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 22" aria-hidden="true" focusable="false">
      <circle className="logo__one" cx="11" cy="11" r="10" />
      <circle className="logo__two" cx="21" cy="11" r="10" />
      <path className="logo__both" d="M16 2.34a10 10 0 0 1 0 17.32 10 10 0 0 1 0-17.32z" />
    </svg>
  );
}
