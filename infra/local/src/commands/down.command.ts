import { Compose, takeDown } from '@twinshop/docker';
import { Command } from 'commander';
import { config } from '../config.ts';
import { ContainersHome } from '../containers/containers-home.ts';
import { readRunFile, runnerLives } from '../home/run-file.ts';
import { shopHome } from '../home/shop-home.ts';
import { hasEnded } from '../processes/end-process.ts';
import { Refusal } from '../refusal.ts';
import { clearLeftOver } from '../shop/left-over.ts';
import { say } from '../terminal/say.ts';

const DEADLINE_MS = 60_000;

const HELP = `
Examples:
  ./shop down                     stop the shop of this checkout
  ./shop down --home /tmp/other   stop another one
  ./shop down --docker            stop the one in containers; its data stays
`;

/** `./shop down`: stops the running shop, or what a killed one left; fine when there is nothing. */
export function downCommand(): Command {
  return new Command('down')
    .description('stop the running shop')
    .option('--docker', 'the one in containers')
    .addHelpText('after', HELP)
    .action((_options: unknown, command: Command) => {
      const { docker, home } = command.optsWithGlobals<{ docker?: true; home?: string }>();
      return docker ? stopContainers() : run(home);
    });
}

async function stopContainers(): Promise<void> {
  await takeDown(new Compose(), 'keep data');
  new ContainersHome(config.containersHome).forget();
  say('No shop runs in containers.');
}

async function run(dir: string = config.home): Promise<void> {
  const home = shopHome(dir);
  const record = readRunFile(home.runFile);
  if (record && runnerLives(record)) {
    say(`Stopping the shop on ${record.publicUrl} (process ${record.runnerPid}) …`);
    process.kill(record.runnerPid, 'SIGTERM');
    if (!(await hasEnded(record.runnerPid, record.runnerIdentity, DEADLINE_MS)))
      throw new Refusal(
        `It has not stopped within ${DEADLINE_MS / 1000} s. To end it without asking: kill -9 ${record.runnerPid}; ./shop down`,
      );
    say('Stopped.');
    return;
  }
  const ended = await clearLeftOver(home);
  say(ended.length > 0 ? `Ended what a killed run left: ${ended.join(', ')}.` : 'No shop is running.');
}
