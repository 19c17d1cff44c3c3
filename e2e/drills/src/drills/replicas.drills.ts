import type { Drill } from '../drill.ts';
import { keepsRunning, recovers } from '../expectations/shop.judges.ts';
import { answers, answersOtherwise } from '../expectations/traffic.judges.ts';

const GATEWAY = [
  { path: 'gateway/src/upstreams.ts', what: 'how replicas are known, and given up' },
  { path: 'gateway/src/locations.ts', what: 'what is asked of another one' },
  { path: 'libs/platform/src/http/serve.ts', what: 'how a process stops: gently' },
  { path: 'libs/platform/src/http/stop-listening.ts', what: 'how no request is lost at its end' },
] as const;

/** Whatever is changed on purpose, no customer notices. */
const nothingFails = [
  answers('product page', 1),
  answers('product list', 1),
  answers('related products', 1),
  answers('place order', 1),
  answers('read order', 1),
];

export const replicaKilled: Drill = {
  name: 'replica-killed',
  title: 'One of two replicas is killed',
  question: 'Does redundancy work, or is it only paid for?',
  watch: [
    'Product pages: those under way at the dead one are asked again of the other.',
    'A POST that was sent already is not repeated by the gateway: its client does that, with its key.',
  ],
  why: [
    'nginx marks a server that fails as down for a while, and asks the next one.',
    'The other replica takes over the jobs of the dead one once its lock has run out.',
  ],
  code: GATEWAY,
  variants: {
    microservices: {
      scale: { catalog: 2 },
      faults: [{ kind: 'kill', part: 'catalog-2' }],
      faultMs: 10_000,
      supervised: false,
      expects: [
        answers('product page', 1),
        answers('product list', 1),
        answers('place order', 0.999),
        keepsRunning('catalog-2'),
        recovers(15_000),
      ],
    },
    monolith: {
      scale: { monolith: 2 },
      faults: [{ kind: 'kill', part: 'monolith-2' }],
      faultMs: 10_000,
      supervised: false,
      expects: [
        answers('product page', 1),
        answers('product list', 1),
        keepsRunning('monolith-2'),
        recovers(15_000),
      ],
    },
  },
};

export const rollingRestart: Drill = {
  name: 'rolling-restart',
  title: 'Every replica is restarted in turn',
  question: 'Can a new version be brought out at noon?',
  watch: [
    'Failed requests: none at all.',
    'A replica that stops finishes what it has, and takes nothing new.',
  ],
  why: [
    'SIGTERM: not ready; then each answer is the last on its connection, until the gateway has used up those that it keeps; then no new connections, then what is under way ends, then workers, then pools.',
    'The listener is closed right after a turn of the event loop that found nobody waiting at it: who has connected and not been heard would be reset, and a POST that was sent is not sent again.',
    'A connection that is refused was not heard: the gateway asks the other replica, be it a POST.',
  ],
  code: GATEWAY,
  rates: { 'product page': 120, 'product list': 60, 'place order': 20 },
  variants: {
    microservices: {
      scale: { catalog: 2, order: 2 },
      faults: [
        { kind: 'roll', process: 'catalog' },
        { kind: 'roll', process: 'order' },
      ],
      faultMs: 15_000,
      expects: [...nothingFails, recovers(15_000)],
    },
    monolith: {
      scale: { monolith: 2 },
      faults: [{ kind: 'roll', process: 'monolith' }],
      faultMs: 15_000,
      expects: [...nothingFails, recovers(15_000)],
    },
  },
};

export const gatewayReloaded: Drill = {
  name: 'gateway-reloaded',
  title: 'The gateway reads its configuration anew, twenty times',
  question: 'May routes change while customers are there?',
  watch: ['Failed requests: none at all.', 'Old workers finish what they have; new ones take what comes.'],
  why: [
    'nginx starts new workers before it asks the old ones to leave, and they share the socket.',
    'Half a second before that, answers ask clients not to keep their connection: one that is used just as it is closed would lose a request.',
  ],
  code: [{ path: 'gateway/src/gateway-home.ts', what: 'how it is reloaded' }, ...GATEWAY],
  rates: { 'product page': 120, 'product list': 60 },
  variants: {
    microservices: {
      faults: [{ kind: 'reload', times: 20, everyMs: 1_500 }],
      faultMs: 31_000,
      expects: [...nothingFails, keepsRunning(), answersOtherwise('product page', 1), recovers(10_000)],
    },
    monolith: { because: 'It has no gateway in front.' },
  },
};
