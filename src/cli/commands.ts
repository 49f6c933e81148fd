import { Command } from 'commander';
import { kernelsReady } from '../kernel/assembler.js';
import type { Terminal } from './text/terminal.js';

/** A command as the help lists it. What it needs to do its work is loaded when it is called. */
interface CommandEntry {
  readonly name: string;
  readonly description: string;
  readonly argument?: readonly [name: string, description: string];
  /** Whether it makes no kernel, so that the assembler of kernels need not be loaded. */
  readonly withoutKernels?: true;
  readonly load: () => Promise<(terminal: Terminal, exit: (status: number) => void) => Command>;
}

const study = ['<STUDY>', 'study file (YAML)'] as const;
const directory = ['<DIR>', 'run directory'] as const;

/** Every command, in the order of the help. */
export const commandEntries: readonly CommandEntry[] = [
  {
    name: 'run',
    description: 'run, or resume, a study; then print its table and write its report',
    argument: study,
    load: async () => (await import('./run/run.js')).runCommand,
  },
  {
    name: 'show',
    description: 'show the results so far',
    argument: directory,
    load: async () => (await import('./show.js')).showCommand,
  },
  {
    name: 'report',
    description: 'draw the figures (SVG, PNG, and CSV beside each) and write report.html',
    argument: directory,
    load: async () => (await import('./report.js')).reportCommand,
  },
  {
    name: 'check',
    description: "validate a study; the paper's hypotheses, the predicted cost, advice; runs nothing",
    argument: study,
    load: async () => (await import('./study/check.js')).checkCommand,
  },
  {
    name: 'status',
    description:
      'units done, running, failed and left, and core-hours; from any machine that sees the directory',
    argument: directory,
    load: async () => (await import('./run/status.js')).statusCommand,
  },
  {
    name: 'submit',
    description: 'send a study to Slurm: a job array that does its units, and a job that makes the report',
    argument: study,
    load: async () => (await import('./run/submit.js')).submitCommand,
  },
  {
    name: 'merge',
    description: 'join the directories of studies that differ in ε, T, realisations or replicas only',
    argument: ['<DIR...>', 'run directories'],
    load: async () => (await import('./run/merge.js')).mergeCommand,
  },
  {
    name: 'export',
    description: 'write every result and the recorded series for other programs',
    argument: directory,
    load: async () => (await import('./export.js')).exportCommand,
  },
  {
    name: 'serve',
    description:
      'the lab in a browser: run directories with figures and tables, also while a run is going on',
    argument: ['[DIR...]', 'run directories'],
    load: async () => (await import('./serve/command.js')).serveCommand,
  },
  {
    name: 'estimate',
    description:
      'κ from series of another program: the total currents of replicas, or the transfers of their bonds',
    argument: ['<FILE>', 'series: .csv, .npz, .npy or .h5'],
    withoutKernels: true,
    load: async () => (await import('./estimate/command.js')).estimateCommand,
  },
  {
    name: 'hierarchy',
    description:
      "the approximate solution of the Poisson equation for one bond, order by order (the paper's (8)-(11))",
    argument: study,
    load: async () => (await import('./hierarchy/command.js')).hierarchyCommand,
  },
  {
    name: 'resonances',
    description:
      "the resonant bonds of one realisation, their clusters, and the weights of Lemma 3 (the paper's section 4.2)",
    argument: study,
    load: async () => (await import('./resonances/command.js')).resonancesCommand,
  },
  {
    name: 'modes',
    description: 'the eigenmodes of a disordered chain (kind: chain), and how they are localised',
    argument: study,
    load: async () => (await import('./modes.js')).modesCommand,
  },
  {
    name: 'init',
    description: 'print or write a commented study file of a kind of model',
    argument: ['<KIND>', 'the kind of model'],
    load: async () => (await import('./study/init.js')).initCommand,
  },
  {
    name: 'schema',
    description: 'print the JSON Schema of a study file, for editors and other programs',
    load: async () => (await import('./study/schema.js')).schemaCommand,
  },
  {
    name: 'cite',
    description: 'what to cite for a study, as text and as BibTeX',
    argument: ['<STUDY|DIR>', 'study file (YAML) or run directory'],
    load: async () => (await import('./study/cite.js')).citeCommand,
  },
  {
    name: 'paper',
    description: "list the paper's theorems as named studies, or run one, or all; or resume it",
    argument: ['[NAME]', 'theorem-1, theorem-2, …, or all; without it they are listed'],
    load: async () => (await import('./paper/command.js')).paperCommand,
  },
];

/** Every command for the help; the one that the words call, or ask the help of, with its options and its action. */
export async function commandsFor(
  words: readonly string[],
  terminal: Terminal,
  exit: (status: number) => void,
): Promise<Command[]> {
  const [first, second] = words.filter((word) => !word.startsWith('-'));
  const called = first === 'help' ? second : first;
  return Promise.all(
    commandEntries.map(async ({ name, description, argument, withoutKernels, load }) => {
      if (name === called && withoutKernels !== true) await kernelsReady();
      const command = name === called ? (await load())(terminal, exit) : new Command(name);
      command.description(description);
      return argument === undefined ? command : command.argument(...argument);
    }),
  );
}
