import './shop-layout.css';

/** Shown where a page itself broke, a fault in the storefront: loading it anew is the way out. */
export function CrashPage() {
  return (
    <main className="page">
      <title>Something broke · Twinshop</title>
      <div className="empty">
        <h1>Something broke on this page</h1>
        <p>Your cart and your orders are safe. Loading the page again usually helps.</p>
        <button className="button button--primary" type="button" onClick={() => window.location.reload()}>
          Load the page again
        </button>
        <a href="/">Back to the shop</a>
      </div>
    </main>
  );
}
