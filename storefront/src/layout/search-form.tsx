import type { FormEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { readFilters, writeFilters } from '../catalog/listing-filters.ts';
import { SearchIcon } from './icons.tsx';

/** Searches the whole shop, wherever the customer is. */
export function SearchForm() {
  const navigate = useNavigate();
  const { search } = useLocation();
  const { q } = readFilters(new URLSearchParams(search));

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get('q') ?? '').trim();
    if (words !== '') void navigate(`/products?${writeFilters({ q: words })}`);
  }

  return (
    <form className="search" role="search" action="/products" onSubmit={onSubmit}>
      <label className="visually-hidden" htmlFor="search-words">
        Search the shop
      </label>
      <input key={q} id="search-words" name="q" type="search" defaultValue={q} placeholder="Search" />
      <button type="submit" aria-label="Search">
        <SearchIcon />
      </button>
    </form>
  );
}
