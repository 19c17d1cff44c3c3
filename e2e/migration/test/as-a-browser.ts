/** How a request ends whose connection was closed by the other side. */
const CLOSED: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * Sends a request again, once, where its connection was closed before an answer came: a kept connection may be closed at any
 * time, such as by a gateway that is told something new, also just as a request comes along on it. Browsers do that by
 * themselves (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2); an order has its key for it.
 */
export async function asABrowser<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    if (!CLOSED.has((error as { code?: unknown }).code)) throw error;
    return send();
  }
}
