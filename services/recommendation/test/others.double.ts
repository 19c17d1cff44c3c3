import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ConfirmedPage } from '@twinshop/order-contracts';
import { money } from '@twinshop/platform/values';

/** Catalogue and orders as another process would be: over HTTP, in whatever state a test puts them. */
export class OthersDouble {
  is: 'well' | 'failing' | 'silent' = 'well';
  orders: ConfirmedPage['items'] = [];
  popular: string[] = [];
  private readonly server: Server;

  private constructor() {
    this.server = createServer(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
      if (request.headers['x-service-token'] === undefined) return send(response, 401, {});
      if (this.is === 'silent') return;
      if (this.is === 'failing') return send(response, 500, {});
      if (pathname === '/internal/orders/confirmed') {
        const after = searchParams.get('after') ?? '';
        const items = this.orders.filter(({ orderId }) => orderId > after).slice(0, 2);
        return send(response, 200, { items, next: items.at(-1)?.orderId ?? null });
      }
      if (pathname === '/internal/catalog/popular') {
        return send(response, 200, { items: this.popular.map(summaryOf) });
      }
      const body = await new Response(request as never).json();
      return send(response, 200, { items: (body as { productIds: string[] }).productIds.map(summaryOf) });
    });
  }

  static async start(): Promise<OthersDouble> {
    const double = new OthersDouble();
    double.server.listen(0, '127.0.0.1');
    await once(double.server, 'listening');
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

const summaryOf = (id: string) => ({
  id,
  sku: id,
  name: id,
  price: money(1),
  category: 'things',
  imageUrl: '/images/products/box/0.svg',
  inStock: true,
});

const send = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
