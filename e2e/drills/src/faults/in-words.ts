import type { Fault as LinkFault } from '@twinshop/fault-proxy';
import type { FailpointSettings } from '@twinshop/mutations';
import { ofReplica } from '../replica.ts';
import type { Fault, ProviderBehaviour } from './fault.ts';

/** A fault in a sentence without its full stop. */
export function inWords(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return fault.everyMs === undefined
        ? `${fault.part} is killed`
        : `${fault.part} is killed every ${seconds(fault.everyMs)}`;
    case 'pause':
      return `${fault.part} stands still`;
    case 'roll':
      return `The replicas of ${fault.process} are restarted, one after the other, again and again`;
    case 'reload':
      return `The gateway is reloaded ${fault.times} times`;
    case 'link':
      return `The way ${wayOf(fault)} ${linkDoes(fault.fault)}`;
    case 'provider':
      return `The payment provider ${providerDoes(fault.behaviour)}`;
    case 'failpoint':
      return `In ${fault.process}${fault.replica === undefined ? '' : `, replica ${fault.replica}`}, ${failsBy(fault.set)}`;
    case 'flush':
      return 'Redis forgets everything';
    case 'lock':
      return `The table ${fault.table} is locked`;
    case 'poison':
      return `${fault.count} jobs that are no messages are put into the queue ${fault.queue}`;
    case 'full-log':
      return `Nothing can be written to the log of ${fault.process}`;
  }
}

function wayOf(fault: Extract<Fault, { kind: 'link' }>): string {
  if ('before' in fault) return `to ${ofReplica(fault.before, fault.replica)}`;
  const [process, uses] = fault.between;
  return `from ${ofReplica(process, fault.replica)} to ${uses}`;
}

function linkDoes(fault: LinkFault): string {
  switch (fault.kind) {
    case 'latency':
      return `takes ${fault.ms} ms more`;
    case 'bandwidth':
      return `lets ${fault.bytesPerSecond} bytes a second through`;
    case 'cut':
      return `is cut after ${fault.afterBytes} bytes`;
    case 'answer':
      return `answers ${fault.status}`;
    case 'blackhole':
      return 'swallows everything';
    case 'refuse':
      return 'refuses connections';
    case 'reset':
      return 'resets connections';
    case 'flapping':
      return `${fault.faults.map(linkDoes).join(' and ')}, on and off every ${seconds(fault.everyMs)}`;
  }
}

function providerDoes({ down, latencyMs, jitterMs, errorRate, loseReplyRate }: ProviderBehaviour): string {
  return [
    ...(down ? ['is down'] : []),
    ...(latencyMs ? [`takes ${seconds(latencyMs)}`] : []),
    ...(jitterMs ? [`takes up to ${jitterMs} ms more`] : []),
    ...(errorRate ? [`fails in ${errorRate * 100}% of cases`] : []),
    ...(loseReplyRate ? [`loses ${loseReplyRate * 100}% of its replies`] : []),
  ].join(' and ');
}

function failsBy({ recommendation, clock, block }: Partial<FailpointSettings>): string {
  return [
    ...(recommendation === undefined ? [] : [`recommendations ${recommendationsDo(recommendation)}`]),
    ...(clock === undefined ? [] : [`the clock is ${seconds(clock.aheadMs)} ahead`]),
    ...(block === undefined ? [] : [`the event loop is blocked for ${seconds(block.forMs)}`]),
  ].join(' and ');
}

const recommendationsDo = (settings: FailpointSettings['recommendation']): string =>
  'slowMs' in settings
    ? `take ${seconds(settings.slowMs)}`
    : 'fails' in settings
      ? 'fail'
      : `block the process for ${settings.blocksMs} ms each`;

const seconds = (ms: number): string => `${ms / 1_000} s`;
