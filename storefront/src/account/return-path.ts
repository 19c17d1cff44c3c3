/** Where sign-in goes when it is done: back to the page that asked for it, and never to another site. */

export function signInPath(returnTo: string): string {
  return `/sign-in?${new URLSearchParams({ next: returnTo })}`;
}

export function returnPath(search: URLSearchParams): string {
  const next = search.get('next') ?? '/';
  const here = 'http://shop.invalid';
  if (!next.startsWith('/') || !URL.canParse(next, here)) return '/';
  const url = new URL(next, here);
  return url.origin === here ? url.pathname + url.search + url.hash : '/';
}
