import type { Lesson, Pattern } from '../lesson.ts';
import { AWS_RETRIES, FOWLER_BREAKER, KLEPPMANN, NYGARD, SRE } from './sources.ts';

const BREAKER: Pattern = {
  name: 'Circuit breaker',
  here: 'From five calls in two seconds on, more than half of them failed: nobody asks any more, and every two seconds one call is let through to see.',
  source: `${NYGARD}; ${FOWLER_BREAKER}`,
};
const TIMEOUT: Pattern = {
  name: 'Timeout',
  here: 'The catalogue gives recommendations 100 ms, the gateway 250. What is left travels along, so that nobody works for somebody who has gone.',
  source: `${NYGARD}; ${AWS_RETRIES}`,
};
const FALLBACK: Pattern = {
  name: 'Graceful degradation',
  here: 'Where there are no recommendations, the popular products of the same category are shown.',
  source: `${SRE}, Addressing Cascading Failures`,
};
const BULKHEAD: Pattern = {
  name: 'Bulkhead',
  here: 'At most 50 calls from the catalogue to recommendations run at once; one more is refused at once.',
  source: NYGARD,
};

export const recommendationKilled: Lesson = {
  fault:
    'A process is gone between one instruction and the next: the kernel ran out of memory, a container was evicted, somebody typed `kill -9`. It says goodbye to nobody. Whoever connects to it now is refused at once, which is the kind of failure that is easiest to see. Nobody starts it again for twenty seconds.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Calls that were under way break off. The next ones are refused within a millisecond, tried once more after 10 to 30 ms, and given up: the page gets the default list.',
      },
      {
        when: 'within 1 s',
        what: 'Five calls have failed, and the breaker catalog→recommendation opens. From now on the catalogue does not even try; the default list costs what a page of products costs.',
      },
      {
        when: 'meanwhile',
        what: 'The gateway cannot reach recommendations either and asks the catalogue’s `/fallback/recommendations` in their place. Orders are confirmed as before; events that tell recommendations of them wait in their queue.',
      },
      {
        when: 'every 2 s',
        what: 'The breaker is half open and lets one call through. It fails, and the breaker opens again.',
      },
      {
        when: 'healed',
        what: 'The process is started. The next probe is answered, the breaker closes, and the queue is worked off: the projection knows of every order again.',
      },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'Recommendations are a module here, and what kills a module of a process kills the process. Every page and every order under way breaks off.',
      },
      { when: 'to 5 s', what: 'Nothing is answered at all.' },
      {
        when: 'healed',
        what: 'It starts within seconds, and what was committed is there. Orders that were amid their payment are taken up again once their 15 seconds are over, and charged under their own key.',
      },
    ],
  },
  patterns: [FALLBACK, BREAKER, TIMEOUT],
  costs:
    'The default list is code that runs only when something is wrong, so it has to be tried: by this drill. A breaker that opens also refuses calls that would have worked; here that is two seconds of recommendations. And somebody has to decide what may be missing from a page.',
  difference:
    'The services lose what was killed and nothing else. The monolith loses everything, but for a shorter time: one process is back sooner than anybody has found out which of five it was. Splitting a process off buys isolation only together with a deadline, a breaker and a fallback: without the fallback a dead recommendation would fail a page that a monolith would at least have served a minute later.',
};

export const recommendationSlow: Lesson = {
  fault:
    'A module answers, after five seconds: a missing index, a full disk, a neighbour that takes the processor. Slow is worse than dead. A dead process refuses at once; a slow one takes every caller in and keeps it. Whoever waits holds a connection, memory and somebody’s patience, so slowness travels upwards until the whole page has it.',
  moments: {
    microservices: [
      {
        when: '0 to 0.1 s',
        what: 'The first callers wait, and are given up after 100 ms each. Their pages show the default list.',
      },
      {
        when: 'within 2 s',
        what: 'Five calls have run out of time; the breaker opens, and related products are as fast as if nothing were wrong.',
      },
      {
        when: 'meanwhile',
        what: 'At the gateway recommendations have 250 ms, then the catalogue is asked; after three such failures the gateway leaves them alone for two seconds, too.',
      },
      { when: 'every 2 s', what: 'One probe waits for 100 ms in vain.' },
      { when: 'healed', what: 'The next probe is answered in time, and the breaker closes.' },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'The same switch makes the same module slow. There is no network and no breaker between a page and the module, but there is patience: after 200 ms the page shows the default list.',
      },
      {
        when: 'to 20 s',
        what: 'Every related list waits for its whole patience, as nobody remembers that the last one waited in vain. What customers ask of the module itself, `/api/recommendations`, takes its five seconds: there is nobody else to ask. Pages and orders do not ask the module, and are as before.',
      },
      { when: 'healed', what: 'The next answer comes in time.' },
    ],
  },
  patterns: [TIMEOUT, BULKHEAD, BREAKER, FALLBACK],
  costs:
    'A deadline of 100 ms also gives up on an answer that would have come after 101. That is a decision about the product: a list of recommendations is not worth more waiting than that. Work that was given up is thrown away.',
  difference:
    'A timeout is no privilege of distributed systems: the monolith needs one around a module that may be missing, and has it. What it lacks is memory, as it has no breaker there: each of its related lists pays 200 ms, while the services pay for the first five only. And its own route of recommendations is as slow as the module, where the gateway of the services has another place to ask.',
};

export const recommendationErrors: Lesson = {
  fault:
    'Every request to a module is answered with an error: a bad release, a lost permission, a bug in a new query. It is fast and polite. The danger is that an error is passed on: a page that asks five parts and fails with any of them fails more often than each.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'Recommendations answer 500. A status of 5xx counts as a failure of the other side, the call is made once more, and then the page takes the default list.',
      },
      {
        when: 'within 1 s',
        what: 'The breaker opens; errors come fast, so it opens sooner than for a slow module.',
      },
      {
        when: 'meanwhile',
        what: 'The gateway takes 500, 502, 503 and 504 of recommendations for a reason to ask the catalogue instead.',
      },
      { when: 'healed', what: 'One good answer to a probe closes the breaker.' },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'The module rejects. The related list that asked it catches that as it would catch slowness, and is the default list. `/api/recommendations` is the module itself, and fails.',
      },
      { when: 'healed', what: 'The next call is answered.' },
    ],
  },
  patterns: [FALLBACK, BREAKER],
  costs:
    'Errors that nobody sees are errors that nobody mends. What is answered by a fallback is counted and marked in the answer (`"source": "default"`), so that an operator can see what customers are spared.',
  difference:
    'Product pages survive for the same reason in both: one `catch` around what they can do without, and process boundaries add nothing to it. For the module’s own route the services have a gateway that asks somebody else. Boundaries matter most for failures that are not polite: see `recommendation-overloaded`.',
};

export const recommendationFlapping: Lesson = {
  fault:
    'A part fails every other second: a process that crashes after its start again and again, a cable with a loose contact, one of two addresses behind a name. It is worse than an outage for whoever decides by the last thing seen: each good moment invites everybody back, just in time for the next bad one.',
  moments: {
    microservices: [
      { when: '0 to 1 s', what: 'Connections are reset. The breaker opens after five failed calls.' },
      {
        when: '1 to 2 s',
        what: 'The way is good, and nobody tries it: the breaker is open for two seconds.',
      },
      {
        when: 'every 2 s',
        what: 'A probe meets a good moment or a bad one. After a good one the breaker closes, and needs five calls, most of them failed, to open again.',
      },
      { when: 'all the time', what: 'Each page has a list: from recommendations or by default.' },
      { when: 'healed', what: 'The next probe closes it for good.' },
    ],
  },
  patterns: [BREAKER, FALLBACK],
  costs:
    'Half of the good moments go unused. That is the price of not asking: whoever wants them would have to send customers after each.',
  difference:
    'Between modules of one process nothing comes and goes: a call is a jump. A network between them is a new way to fail, and the breaker is part of what a split costs.',
};

export const recommendationBlackholed: Lesson = {
  fault:
    'Packets go out and none comes back: a firewall that drops instead of refusing, a switch that forgot a route, a machine without power. Connections stay open on this side, as nobody told it that they are not. TCP would notice after many minutes. Nothing here can tell this from a process that thinks for a long time, and that is not a lack of this shop: from outside, dead, slow and unreachable look the same.',
  moments: {
    microservices: [
      { when: '0 to 0.1 s', what: 'Calls wait for their 100 ms and are given up, connection and all.' },
      { when: 'within 2 s', what: 'Five are lost; the breaker opens.' },
      {
        when: 'meanwhile',
        what: 'The gateway waits for 250 ms, asks the catalogue instead, and after three failures leaves recommendations alone for two seconds.',
      },
      {
        when: 'healed',
        what: 'Connections that lost bytes are reset; a new one is made for the next probe.',
      },
    ],
  },
  patterns: [
    TIMEOUT,
    BREAKER,
    {
      name: 'Unreliable networks',
      here: 'No answer is no information. A deadline turns it into a decision.',
      source: `${KLEPPMANN}, chapter 8`,
    },
  ],
  costs:
    'A deadline that is too short takes a slow machine for a dead one. So what is given up may have happened all the same: for a question about recommendations that is no matter, for a charge it is: see `provider-loses-replies`.',
  difference:
    'A monolith cannot lose the way to its own modules. It has ways to lose all the same, to its database and to its payment provider, and they need the same deadlines: see `postgres-partitioned`.',
};

export const recommendationOverloaded: Lesson = {
  fault:
    'A module needs more processor than there is: a regular expression that explodes, a sort that should have been an index, a customer with a hundred thousand orders. Node runs a process’s JavaScript in one thread, so while one request computes for 60 ms, nobody else in that process is served, not even by a timer.',
  moments: {
    microservices: [
      {
        when: '0 s',
        what: 'The process of recommendations can do sixteen requests a second, and gets more. They line up in front of its event loop.',
      },
      {
        when: 'within 2 s',
        what: 'Answers come later than 100 ms. The breaker opens and keeps the catalogue’s share of the load away.',
      },
      {
        when: 'meanwhile',
        what: 'The gateway’s requests keep it busy, and those that take longer than 250 ms are answered by the catalogue. Probes may find it idle and close the breaker for a moment: it breathes.',
      },
      {
        when: 'healed',
        what: 'What is still in line is worked off in a moment, most of it for connections that were closed long ago.',
      },
    ],
    monolith: [
      {
        when: '0 s',
        what: 'The same 60 ms are taken from the one event loop that also serves pages and takes orders.',
      },
      {
        when: 'to 20 s',
        what: 'Product pages, lists and orders wait for recommendations that they never asked for. Patience of 200 ms does not help: a timer that should end it fires only when the loop is free.',
      },
      { when: 'healed', what: 'The line in front of the loop gets shorter, and then all is as before.' },
    ],
  },
  patterns: [
    {
      name: 'Bulkhead',
      here: 'A process of its own is the strongest one: its event loop, memory and connections are its own.',
      source: NYGARD,
    },
    BREAKER,
    {
      name: 'Load shedding',
      here: 'An internal request whose deadline is over is refused before it is worked on.',
      source: `${SRE}, Handling Overload`,
    },
  ],
  costs:
    'A process more: 40 to 60 MB, a hop of half a millisecond, its own deployment. On one machine both still share the processors, so isolation is of the event loop and not of the hardware.',
  difference:
    'This is the drill that the monolith loses. Its guards against slow and failing modules do not work against a busy one, because they run in the same thread. Fault isolation is what a process boundary buys that no code in one process can; whether it is worth its price depends on whether a module computes.',
};
