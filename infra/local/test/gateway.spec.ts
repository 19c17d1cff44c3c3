import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { gatewayOf, scaled, type GatewayDescription, type Topology } from '@twinshop/topologies';
import { lead, runStandIn, type RunningStandIn } from './running-stand-in.ts';
import { standIn, standInTopology } from './stand-in/topology.ts';

const PATH = '/api/products';

/** Two processes that customers reach by the gateway, which sends them to one of these. */
const behindGateway = (name: string, to: string): Topology =>
  scaled(
    {
      ...standInTopology(),
      name,
      servers: [],
      entry: 'gateway',
      processes: [
        standIn('back', [], () => ({ NAME: 'back', TOPOLOGY: name })),
        standIn('front', [], () => ({ NAME: 'front' })),
        {
          name: 'gateway',
          kind: 'gateway',
          replicas: 1,
          scales: false,
          after: ['back', 'front'],
          ready: { port: 'ops', path: '/health/ready' },
          gateway: { routes: [{ path: PATH, to }], pages: 'front' },
        },
      ],
    },
    { back: 2 },
  );

const toBack = behindGateway('to-back', 'back');
const toFront = behindGateway('to-front', 'front');
const toNobody: GatewayDescription = { routes: [{ path: PATH, to: 'nobody' }], pages: 'front' };
const withoutGateway: Topology = {
  ...toBack,
  name: 'without-gateway',
  entry: 'front',
  processes: toBack.processes.filter(({ kind }) => kind !== 'gateway'),
};

describe('the gateway of a shop that is led into another topology', () => {
  let running: RunningStandIn;
  beforeAll(async () => {
    running = await runStandIn(toBack);
  }, 60_000);
  afterAll(() => running?.stop());
  beforeEach(async () => {
    await lead(running.shop, toBack);
    await running.shop.configureGateway(gatewayOf(toBack));
  });

  const servedBy = async (): Promise<unknown> => {
    const answer = await fetch(new URL(PATH, running.shop.record.publicUrl), {
      headers: { connection: 'close' },
    });
    return ((await answer.json()) as { told: { NAME: string } }).told.NAME;
  };

  it('sends where it sent before when it was away and is started beside what is new', async () => {
    const { shop } = running;
    await shop.part('gateway').stop();
    expect(await shop.startMissing(toFront, await shop.ensureDatabases(toFront))).toEqual(['gateway']);
    expect(await servedBy()).toBe('back');
    await shop.configureGateway(gatewayOf(toFront));
    expect(await servedBy()).toBe('front');
  });

  it('lets a replica be replaced also after it was told what it can’t do', async () => {
    const { shop } = running;
    await expect(shop.configureGateway(toNobody)).rejects.toThrow('nobody, which has no replica');
    expect(await shop.replaceChanged(toFront)).toEqual(['back', 'back-2']);
    expect(await servedBy()).toBe('back');
  });

  it('keeps no connection until it is gone, also where it was told something else just before', async () => {
    const { shop } = running;
    await shop.configureGateway(gatewayOf(toFront));
    expect(await shop.stopExtra(withoutGateway)).toEqual(['gateway']);
    expect(existsSync(path.join(shop.home.gateway, 'leaving'))).toBe(true);
  });
});
