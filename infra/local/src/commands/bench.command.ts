import { Command } from 'commander';
import { execa } from 'execa';
import { workspaceFile } from '../workspace.ts';

const HELP = `
Examples:
  ./shop bench
  ./shop bench -- --help    what can be chosen
`;

/** `./shop bench …`: hands everything to e2e/bench. */
export function benchCommand(): Command {
  return new Command('bench')
    .description('measure the shop beside the bare limit')
    .argument('[options...]', 'for the benchmark')
    .allowUnknownOption()
    .addHelpText('after', HELP)
    .action(run);
}

async function run(options: string[]): Promise<void> {
  const program = workspaceFile('e2e', 'bench', 'src', 'main.ts');
  const flags = [
    '--conditions=@twinshop/source',
    '--disable-warning=ExperimentalWarning',
    program,
    ...options,
  ];
  const { exitCode } = await execa(process.execPath, flags, { stdio: 'inherit', reject: false });
  process.exitCode = exitCode ?? 1;
}
