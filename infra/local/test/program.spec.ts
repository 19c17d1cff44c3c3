import { describe, expect, it } from '@jest/globals';
import { CommanderError, type Command } from 'commander';
import { execa } from 'execa';
import { shopProgram } from '../src/program.ts';
import { workspaceFile } from '../src/workspace.ts';

/** Programs of their own, with help of their own. */
const handedOver = ['check', 'migrate', 'compare', 'drill', 'soak', 'walkthrough', 'bench'];

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

const examplesOf = (name: string): RegExp => new RegExp(`Examples:\n.*(?:\\./shop ${name}|npm test)`);

async function refusalOf(...words: string[]): Promise<string> {
  let text = '';
  const program = shopProgram();
  for (const command of [program, ...program.commands])
    command.exitOverride().configureOutput({ writeErr: (part) => (text += part) });
  await expect(program.parseAsync(words, { from: 'user' })).rejects.toBeInstanceOf(CommanderError);
  return text;
}

describe('the help', () => {
  const own = shopProgram().commands.filter((command) => !handedOver.includes(command.name()));

  it.each(own.map((command) => [command.name(), command] as const))('of %s has examples', (name, command) => {
    expect(helpOf(command)).toMatch(examplesOf(name));
  });

  it.each(handedOver)('of %s is that of the program that it is', async (name) => {
    const main = workspaceFile('infra', 'local', 'src', 'main.ts');
    const { stdout } = await execa(process.execPath, ['--conditions=@twinshop/source', main, name, '--help']);
    expect(stdout).toMatch(examplesOf(name));
    expect(stdout).toContain('Usage: ');
  });

  it('lists every command', () => {
    const help = helpOf(shopProgram());
    for (const name of [
      'up',
      'down',
      'status',
      'logs',
      'doctor',
      'seed',
      'import',
      'replay',
      'test',
      'check',
      'drill',
      'soak',
      'bench',
    ])
      expect(help).toMatch(new RegExp(`^  ${name} `, 'm'));
  });
});

describe('a mistake', () => {
  it('in a command is met with the one that was meant', async () => {
    expect(await refusalOf('statsu')).toContain('Did you mean status?');
  });

  it('in an option is met with the one that was meant', async () => {
    expect(await refusalOf('up', '--frehs')).toContain('Did you mean --fresh?');
  });

  it.each(['0', '65536', 'http'])('in a port (%s) is explained', async (port) => {
    expect(await refusalOf('up', '--port', port)).toContain('whole number from 1 to 65535');
  });

  it.each(['catalog', 'catalog=', 'catalog=many'])('in a scale (%s) is explained', async (scale) => {
    expect(await refusalOf('up', '--scale', scale)).toContain('It is like catalog=3.');
  });

  it('in a number of products is explained', async () => {
    expect(await refusalOf('seed', '--products', '2000000')).toContain('from 1 to 1,000,000');
  });
});

it.each([
  [
    'another variant',
    ['up', 'minilith'],
    'does not exist. Available: microservices, monolith, step-0 … step-7.',
  ],
  [
    'replicas of what is to be alone',
    ['up', 'monolith', '--scale', 'monolith=2'],
    '"monolith" can\'t be scaled',
  ],
  ['too many replicas', ['up', '--scale', 'order=2', '--scale', 'catalog=11'], '1 to 10 replicas, not 11'],
  ['to leave out an unknown process', ['up', '--without', 'cart'], 'There are: payment-provider, catalog'],
])('says what there is when asked for %s', async (_, words, why) => {
  await expect(shopProgram().parseAsync(words, { from: 'user' })).rejects.toThrow(why);
});
