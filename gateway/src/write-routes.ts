import { writeFileSync } from 'node:fs';
import { everyTopology, hasGateway } from '@twinshop/topologies';
import { routesFile, routesText } from './routes-file.ts';

for (const topology of Object.values(everyTopology).filter(hasGateway))
  writeFileSync(routesFile(topology), routesText(topology));
