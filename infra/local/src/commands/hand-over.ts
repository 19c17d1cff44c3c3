import { Command } from 'commander';
import { execa } from 'execa';
import { workspaceFile } from '../workspace.ts';

/**
 * A command that is a program of e2e, which knows this project and can't be known by it. All words are the program's:
 * what can be chosen, and `--help`.
 * @param file below the project's sources
 */
export function handOver(name: string, project: string, description: string, file = 'main.ts'): Command {
  const program = workspaceFile('e2e', project, 'src', file);
  return new Command(name)
    .description(description)
    .argument('[options...]')
    .allowUnknownOption()
    .action(async (options: string[], _none: unknown, command: Command) => {
      const { home } = command.optsWithGlobals<{ home?: string }>();
      const flags = ['--conditions=@twinshop/source', '--disable-warning=ExperimentalWarning'];
      const { exitCode } = await execa(process.execPath, [...flags, program, ...options], {
        stdio: 'inherit',
        reject: false,
        ...(home === undefined ? {} : { env: { SHOP_HOME: home } }),
      });
      process.exitCode = exitCode ?? 1;
    });
}
