import { writeFileSync } from 'node:fs';
import { microservices, monolithBehindGateway } from '@twinshop/topologies';
import { routesFile, routesText } from './routes-file.ts';

for (const topology of [microservices, monolithBehindGateway])
  writeFileSync(routesFile(topology), routesText(topology));
