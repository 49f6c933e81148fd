import { join } from 'node:path';
import { Command, Option } from 'commander';
import { notOneOf } from '../../data/nearest.js';
import { catalogue } from '../../paper/catalogue.js';
import type { NamedStudy, PartResults, StudySize } from '../../paper/named-study.js';
import { display, type Display } from '../../run/display.js';
import { runNamed } from './named-study.js';
import { EXIT_STATUS } from '../../run/run.js';
import { interruption } from '../../run/signals.js';
import { Refusal } from '../failure.js';
import type { KernelChoice } from '../../native/kernels.js';
import { defaultWorkers, kernelOption, takeOverOption, workerCount } from '../machine.js';
import { findingText } from './text.js';
import { warnOfPng } from '../text/png-warning.js';
import { remarks } from '../../result/study-result.js';
import { lineWidth, wrappedText, type Terminal } from '../text/terminal.js';
import { version } from '../../library/version.js';

interface PaperFlags {
  readonly out?: string;
  readonly size: StudySize;
  readonly workers: number;
  readonly kernel: KernelChoice;
  readonly json?: true;
  readonly takeOver?: true;
}

/** `falloff paper`: lists the paper's statements as named studies, or runs one of them, or all. */
export function paperCommand(terminal: Terminal, exit: (status: number) => void): Command {
  return new Command('paper')
    .option('--out <DIR>', 'where each study gets a folder of its own (default: runs/paper-SIZE)')
    .addOption(
      new Option('--size <SIZE>', 'reduced: all within minutes; full: overnight')
        .choices(['reduced', 'full'])
        .default('reduced'),
    )
    .option(
      '--workers <K>',
      'number of worker threads; no digit depends on it',
      workerCount,
      defaultWorkers(),
    )
    .addOption(kernelOption())
    .option('--json', 'one JSON object per line instead of progress, table and sentences')
    .option(...takeOverOption)
    .action(async (name: string | undefined, flags: PaperFlags) => {
      if (name === undefined) {
        list(terminal, flags.json === true);
        return;
      }
      const chosen = name === 'all' ? catalogue : catalogue.filter((study) => study.name === name);
      if (chosen.length === 0) {
        const known = [...catalogue.map((study) => study.name), 'all'];
        throw new Refusal('NAME', notOneOf(known, name), name);
      }
      exit(await ranAll(terminal, chosen, flags));
    });
}

function list({ out }: Terminal, json: boolean): void {
  if (json) {
    const entries = catalogue.map(({ name, title, statement }) => ({ name, title, statement }));
    out.write(`${JSON.stringify(entries, null, 2)}\n`);
    return;
  }
  const width = Math.max(...catalogue.map(({ name }) => name.length));
  for (const { name, title, statement } of catalogue) {
    out.write(`${name.padEnd(width)}  ${title}\n`);
    out.write(
      `${wrappedText(`${' '.repeat(width + 2)}${statement}`, lineWidth(out), ' '.repeat(width + 2))}\n`,
    );
  }
}

/** Runs studies one after the other; the exit status is the worst of theirs. */
async function ranAll(
  terminal: Terminal,
  studies: readonly NamedStudy[],
  flags: PaperFlags,
): Promise<number> {
  const stop = interruption((message) => terminal.err.write(message));
  let worst = 0;
  try {
    for (const study of studies) {
      const directory = join(flags.out ?? join('runs', `paper-${flags.size}`), study.name);
      const { status, results } = await ran(terminal, study, directory, flags, stop.signal);
      worst = Math.max(worst, EXIT_STATUS[status]);
      if (status === 'interrupted') break;
      if (results !== null) await tell(terminal, study, directory, results, flags);
    }
    return worst;
  } finally {
    stop.release();
  }
}

async function ran(
  { out }: Terminal,
  study: NamedStudy,
  directory: string,
  flags: PaperFlags,
  signal: AbortSignal,
): ReturnType<typeof runNamed> {
  const json = flags.json === true;
  let shown: Display | null = null;
  try {
    return await runNamed(study, {
      directory,
      size: flags.size,
      program: version,
      workers: flags.workers,
      kernels: flags.kernel,
      takeOver: flags.takeOver === true,
      signal,
      part: (part, number, total) => {
        shown?.end();
        const own = display({
          stream: out,
          mode: json ? 'json' : 'auto',
          labels: [],
          resume: `falloff paper ${study.name} --size ${flags.size}${flags.out === undefined ? '' : ` --out ${flags.out}`}`,
        });
        shown = own;
        const facts = { event: 'part', study: study.name, part, number, parts: total };
        out.write(
          json
            ? `${JSON.stringify(facts)}\n`
            : `${study.name}, part ${String(number)} of ${String(total)}: ${part}\n`,
        );
        return (event) => {
          own.show(event);
        };
      },
    });
  } finally {
    // Assigned in a callback, which the compiler does not see.
    (shown as Display | null)?.end();
  }
}

/** Prints the table and the sentences, writes the files and names them. */
async function tell(
  { out, err }: Terminal,
  study: NamedStudy,
  directory: string,
  results: PartResults,
  flags: PaperFlags,
): Promise<void> {
  const { name, title, statement } = study;
  const doubts: string[] = [];
  const watched: PartResults = {
    ...results,
    study: (part) => {
      const found = results.study(part);
      for (const text of remarks(found.points)) {
        const doubt = `${part}: ${text}`;
        if (!doubts.includes(doubt)) doubts.push(doubt);
      }
      return found;
    },
  };
  const named = { name, title, statement, size: flags.size, finding: study.finding(watched, flags.size) };
  // Drawing needs large libraries, which the listing should not wait for.
  const { writeFinding } = await import('../../report/finding-report.js');
  warnOfPng(err);
  const files = await writeFinding(directory, named);
  if (flags.json === true)
    out.write(`${JSON.stringify({ event: 'finding', ...named, warnings: doubts, files })}\n`);
  else out.write(`\n${findingText(named, files, lineWidth(out))}\n`);
}
