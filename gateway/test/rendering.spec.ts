import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OWNER_ONLY_HEADER } from '@twinshop/platform/ownership';
import { CORRELATION_HEADER, DEADLINE_HEADER, TRACEPARENT_HEADER } from '@twinshop/platform/tracing';
import {
  gatewayOf,
  everyTopology,
  hasGateway,
  type GatewayDescription,
  type Topology,
} from '@twinshop/topologies';
import { renderGateway, type GatewayFiles, type GatewayOptions } from '../src/index.ts';
import { routesFile, routesText } from '../src/routes-file.ts';
import { nginxFaults, theServices } from './gateway-under-test.ts';
import { blocksWith } from './nginx-blocks.ts';

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'twinshop-built-'));
  await writeFile(path.join(dir, 'pages.json'), '["/", "/products/:productId"]');
});
afterAll(() => rm(dir, { recursive: true }));

function render(description: GatewayDescription, change: Partial<GatewayOptions> = {}): GatewayFiles {
  const processes = ['catalog', 'order', 'recommendation', 'monolith', 'next'];
  return renderGateway({
    description,
    servers: Object.fromEntries(
      processes.map((name, index) => [name, [`127.0.0.1:${5_000 + index}`, `127.0.0.1:${6_000 + index}`]]),
    ),
    dir,
    listen: '127.0.0.1:8080',
    operations: '127.0.0.1:9080',
    storefrontDir: dir,
    openApiFile: path.join(dir, 'openapi.json'),
    ...change,
  });
}

const behindGateway: [string, Topology][] = Object.entries(everyTopology).filter(([, topology]) =>
  hasGateway(topology),
);

describe.each(behindGateway)('the configuration of %s', (_, topology) => {
  it('is one that nginx takes', async () => {
    expect(await nginxFaults(render(gatewayOf(topology)))).toBe('');
  });

  it.each(['in-turn', 'least-connections', 'by-address'] as const)(
    'is one that nginx takes where replicas are balanced %s',
    async (balancing) => {
      expect(await nginxFaults(render({ ...gatewayOf(topology), balancing }))).toBe('');
    },
  );

  it('is one that nginx takes while all of it moves and is copied', async () => {
    const routes = gatewayOf(topology).routes.map((route) => ({
      ...route,
      movingTo: 'next',
      mirrored: true,
    }));
    const mirror = { to: '127.0.0.1:7000', share: 0.05 };
    expect(await nginxFaults(render({ ...gatewayOf(topology), routes, mirror }))).toBe('');
  });

  it('has the routes that people read', () => {
    expect(readFileSync(routesFile(topology), 'utf8')).toBe(routesText(topology));
  });

  it('overwrites headers in every location that passes requests on', () => {
    const passing = Object.values(render(gatewayOf(topology))).flatMap((text) =>
      blocksWith(text, 'proxy_pass'),
    );
    expect(passing.length).toBeGreaterThanOrEqual(topology.processes.length);
    expect(passing.filter((block) => !isGuarded(block))).toEqual([]);
  });
});

const isGuarded = (block: string): boolean =>
  block.includes('include proxy.conf;') && !block.includes('proxy_set_header');

describe('the check of locations', () => {
  it('finds one that forgets what it should overwrite', () => {
    const text =
      'location /a { include proxy.conf; proxy_pass http://a; } location /b { proxy_pass http://b; }';
    expect(blocksWith(text, 'proxy_pass').filter((block) => !isGuarded(block))).toEqual([
      'location /b { proxy_pass http://b; }',
    ]);
  });

  it('finds one that by a header of its own drops all the others', () => {
    const text = 'location /a { include proxy.conf; proxy_set_header X-A 1; proxy_pass http://a; }';
    expect(blocksWith(text, 'proxy_pass').filter((block) => !isGuarded(block))).toHaveLength(1);
  });
});

describe('what is overwritten', () => {
  it.each([TRACEPARENT_HEADER, CORRELATION_HEADER, DEADLINE_HEADER, OWNER_ONLY_HEADER, 'x-service-token'])(
    'is what the processes take from each other: %s',
    (header) => {
      expect(render(theServices)['proxy.conf']).toMatch(new RegExp(`^proxy_set_header ${header} `, 'im'));
    },
  );
});

describe('the port that customers reach', () => {
  const listensOn = (description: GatewayDescription) =>
    /listen 127\.0\.0\.1:8080 (.*);/.exec(render(description)['nginx.conf']!)?.[1];

  it('is the gateway’s alone', () => expect(listensOn(theServices)).toBe('default_server'));

  it('is shared where it is handed over', () =>
    expect(listensOn({ ...theServices, sharesPort: true })).toBe('default_server reuseport'));
});

describe('a description that can’t be met', () => {
  it('is refused where a route leads to a process without a replica', () => {
    expect(() => render(theServices, { servers: { catalog: [], order: [] } })).toThrow('has no replica');
  });

  it('is refused where a route is moving to a process without a replica', () => {
    const routes = [{ path: '/api/products', to: 'catalog', movingTo: 'nobody' }];
    expect(() => render({ routes })).toThrow('nobody, which has no replica');
  });

  it('is refused where a route is mirrored to nobody', () => {
    const routes = [{ path: '/api/products', to: 'catalog', mirrored: true }];
    expect(() => render({ routes })).toThrow('/api/products is mirrored, but to nobody');
  });

  it.each([0, -1, 1.1, 0.00001, NaN])('is refused where the mirror’s share is %d', (share) => {
    expect(() => render({ ...theServices, mirror: { to: '127.0.0.1:7000', share } })).toThrow('a share of');
  });

  it('is refused where a path would mean something else to nginx', () => {
    expect(() => render(theServices, { openApiFile: '/tmp/$host.json' })).toThrow("can't be told of");
  });
});
