import { Command } from 'commander';
import { diffCommand } from './commands/diff.command.ts';
import { doctorCommand } from './commands/doctor.command.ts';
import { downCommand } from './commands/down.command.ts';
import { handOver } from './commands/hand-over.ts';
import { importCommand } from './commands/import.command.ts';
import { logsCommand } from './commands/logs.command.ts';
import { replayCommand } from './commands/replay.command.ts';
import { seedCommand } from './commands/seed.command.ts';
import { statusCommand } from './commands/status.command.ts';
import { testCommand } from './commands/test.command.ts';
import { upCommand } from './commands/up.command.ts';

const HELP = `
Examples:
  ./shop up              start the shop, then open http://localhost:8080
  ./shop test            everything that can be checked, as CI does
  ./shop up --help       what a command can do
`;

/** Everything that `./shop` understands. */
export function shopProgram(): Command {
  const program = new Command('./shop')
    .description('Twinshop: one web shop, built twice from the same modules.')
    .option('--home <folder>', 'where data, logs and passwords are kept (SHOP_HOME, by default .shop)')
    .configureHelp({ sortSubcommands: false })
    .showHelpAfterError('(./shop --help, or ./shop COMMAND --help, tells more)')
    .addHelpText('after', HELP);
  for (const command of [
    upCommand(),
    downCommand(),
    statusCommand(),
    logsCommand(),
    doctorCommand(),
    seedCommand(),
    importCommand(),
    replayCommand(),
    diffCommand(),
    testCommand(),
  ])
    program.addCommand(command.copyInheritedSettings(program));
  for (const command of [
    handOver(
      'check',
      'invariants',
      'hold a shop that has come to rest against everything that must be true of it',
    ),
    handOver(
      'migrate',
      'migration',
      'take a running shop from the monolith to the services, or back, step by step',
    ),
    handOver('compare', 'compare', 'measure what each architecture costs and buys'),
    handOver('drill', 'drills', 'practise a disaster, and see what it does to the shop'),
    handOver(
      'soak',
      'drills',
      'break a shop at random while orders flow, and see whether it keeps its promises',
      'soak/main.ts',
    ),
    handOver(
      'walkthrough',
      'walkthrough',
      'write what each step of the migration changes, costs and buys into docs/walkthrough',
    ),
    handOver('bench', 'bench', 'measure the shop beside the bare limit'),
  ])
    program.addCommand(command.copyInheritedSettings(program).helpOption(false));
  return program;
}
