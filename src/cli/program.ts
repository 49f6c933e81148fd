import { Command } from 'commander';
import { commandsFor } from './commands.js';
import { told } from './failure.js';
import type { Terminal } from './text/terminal.js';
import { version } from '../library/version.js';

const examples = `
Examples:
  falloff check studies/falloff.yaml              what it would cost, and whether the paper's theorems cover it
  falloff run studies/falloff.yaml                κ(ε) into runs/falloff; Ctrl-C and the same line again resume it
  falloff run my.yaml --out runs/mine --workers 8
  falloff show runs/mine --json                   the results so far, for other programs
  falloff report runs/mine                        figures and report.html
  falloff serve runs/mine                         the lab: the report in a browser, also while a run goes on
  falloff export runs/mine --to h5
  falloff merge runs/mine runs/yours --out runs/ours
  falloff estimate J.csv --interval 0.5 --temperature 1 --sites 128   κ from another program's currents
  falloff hierarchy my.yaml --bond 3 --order 3    the proof's functions u of one bond
  falloff resonances my.yaml --figure cluster.png resonant bonds, their clusters, a picture of one
  falloff paper                                   the paper's theorems as studies; falloff paper theorem-2 runs one

Exit status: 0 done; 1 failed; 2 bad usage or a bad study file; 130 interrupted (checkpoint written).
`;

/** A command and its argument, as the list of commands has it. */
function term(command: Command): string {
  const words = command.registeredArguments.map((one) =>
    one.required ? `<${one.name()}${one.variadic ? '...' : ''}>` : `[${one.name()}]`,
  );
  return [command.name(), ...words].join(' ');
}

/** The command line, one command a file. Errors go to the terminal's `err`, in one grammar. */
export async function falloff(words: readonly string[], terminal: Terminal): Promise<number> {
  let status = 0;
  const exit = (wanted: number): void => {
    status = wanted;
  };
  const program = new Command('falloff')
    .description('Thermal conductivity κ(ε) of disordered, weakly anharmonic lattices.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help, or that of a command')
    .helpCommand('help [COMMAND]', 'print the help of a command')
    .configureHelp({ subcommandTerm: term })
    .addHelpText('after', examples);
  try {
    const commands = await commandsFor(words, terminal, exit);
    for (const command of commands) program.addCommand(command.helpOption('-h, --help', 'print this help'));
    for (const command of [program, ...commands]) {
      command.exitOverride().configureOutput({
        writeOut: (text) => terminal.out.write(text),
        writeErr: (text) => terminal.err.write(text),
        getOutHelpWidth: () => (terminal.out.isTTY === true ? (terminal.out.columns ?? 80) : 100),
        getErrHelpWidth: () => (terminal.err.isTTY === true ? (terminal.err.columns ?? 80) : 100),
        // Told below, in the grammar of all errors.
        outputError: () => undefined,
      });
    }
    await program.parseAsync(words, { from: 'user' });
    return status;
  } catch (error) {
    const failure = told(error);
    if (failure.text !== '') terminal.err.write(`${failure.text}\n`);
    return failure.status;
  }
}
