import { Command } from 'commander';
import { execa } from 'execa';
import { onStopSignals } from '../terminal/stop-signals.ts';
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
      const child = execa(process.execPath, [...flags, program, ...options], {
        stdio: 'inherit',
        reject: false,
        ...(home === undefined ? {} : { env: { SHOP_HOME: home } }),
      });
      // Whether it has something to put in order before it ends is for the program to know.
      onStopSignals(
        (signal) => child.kill(signal),
        () => child.kill('SIGKILL'),
      );
      const { exitCode } = await child;
      process.exitCode = exitCode ?? 1;
    });
}
