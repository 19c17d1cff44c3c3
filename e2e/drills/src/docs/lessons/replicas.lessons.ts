import type { Lesson } from '../lesson.ts';
import { AWS_HEALTH, NYGARD, SRE } from './sources.ts';

export const replicaKilled: Lesson = {
  fault:
    'There are two of a process, so that one may die. It dies. Redundancy that was never tried is a hope: the second replica helps only if somebody notices that the first is gone and sends its work elsewhere.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Requests under way at the dead catalogue break off. Those that only read are asked again of the other replica by the gateway, and no customer notices.',
      },
      {
        when: 'after three failures',
        what: 'The gateway takes the dead one for dead and leaves it alone, for two seconds at a time.',
      },
      {
        when: 'about 5 to 7 s',
        what: 'Messages that it had taken are given to the other replica, when their lock has run out.',
      },
      { when: 'healed', what: 'The replica is started, and gets its turn again.' },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'Two monoliths stand behind the gateway of the services. Pages that were under way are asked again of the other.',
      },
      {
        when: 'meanwhile',
        what: 'A POST that was sent and not answered is not repeated by the gateway: nobody knows whether it was heard. Its client repeats it, with its key.',
      },
      {
        when: 'within 20 s',
        what: 'The orders that the dead one was settling are taken up by the other, when their 15 seconds are over.',
      },
      { when: 'healed', what: 'It is started, and gets its turn again.' },
    ],
  },
  patterns: [
    {
      name: 'Redundancy with failover',
      here: 'Two replicas, none of which keeps anything that the other has not.',
      source: NYGARD,
    },
    {
      name: 'Passive health checks',
      here: 'Who fails three times in two seconds is left alone for two.',
      source: AWS_HEALTH,
    },
  ],
  costs:
    'Twice the memory, and connections to the database for each. And half of the capacity is there for the worst case only: two replicas that both run at 80% cannot lose one.',
  difference:
    'A monolith can be redundant as well as services can; it is the state that must not be in the process. What differs is the unit: a second monolith is a second of everything, a second catalogue only of what is in demand.',
};

export const rollingRestart: Lesson = {
  fault:
    'No fault at all: a new version is brought out at noon, and every process has to be replaced by another. For whoever is cut off amid a request, that is an outage like any other; a shop that deploys ten times a day has ten of them, or none.',
  moments: {
    microservices: [
      {
        when: 'each replica',
        what: 'It gets SIGTERM, says that it is not ready, accepts no more connections and ends what it has begun. Then workers finish their messages, then pools are closed.',
      },
      {
        when: 'meanwhile',
        what: 'The gateway is refused by a port that nobody listens on. That was certainly not heard, so even a POST is sent to the other replica.',
      },
      {
        when: 'then',
        what: 'It is started again, and is asked as soon as it accepts. The next replica’s turn comes when it is ready, not before.',
      },
    ],
    monolith: [
      {
        when: 'each replica',
        what: 'The same, with everything in it: orders that are being charged are answered before the process leaves.',
      },
      { when: 'meanwhile', what: 'The other one serves all.' },
    ],
  },
  patterns: [
    {
      name: 'Rolling deployment',
      here: 'One replica after the other, each only when the one before is ready.',
      source: 'J. Humble and D. Farley, Continuous Delivery',
    },
    {
      name: 'Draining',
      here: 'Take no more, finish what there is, and only then leave; after twenty seconds it is cut off.',
      source: `${SRE}, Load Balancing in the Datacenter`,
    },
  ],
  costs:
    'For the time of a deployment two versions run side by side, so each must understand the other’s rows and messages. That is a discipline, and it is never over.',
  difference:
    'Both do it without a failed request. With services one process is exchanged, and the others neither stop nor know; with the monolith everything is, for each change of anything.',
};

export const gatewayReloaded: Lesson = {
  fault:
    'No fault either: routes, limits or replicas change, and the gateway has to take up another configuration while thousands of connections are open.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Answers begin to carry `Connection: close`, so that clients who keep connections make new ones.',
      },
      {
        when: '0.5 s',
        what: 'nginx gets SIGHUP. It reads the configuration, starts new workers on the same socket, and asks the old ones to leave when they are done.',
      },
      { when: '1.5 s', what: 'Requests are answered by the new configuration; connections are kept again.' },
      { when: 'twenty times', what: 'And again, with customers coming all the while.' },
    ],
  },
  patterns: [
    {
      name: 'Configuration as data',
      here: 'It is rendered from the topology; a broken one leaves the old one at work.',
      source: 'J. Humble and D. Farley, Continuous Delivery',
    },
    {
      name: 'Draining',
      here: 'Old workers have 15 seconds to end what they have.',
      source: `${SRE}, Load Balancing in the Datacenter`,
    },
  ],
  costs:
    'For a second and a half each request makes a connection of its own. A bare SIGHUP would be cheaper, and would lose those requests that are sent just as a kept connection is closed.',
  difference: 'The monolith has no gateway. Its routes change with its code, by a restart.',
};
