import { Command } from 'commander';
import {
  decayOverLyapunov,
  localisationFinding,
  localisationSurvey,
  realisedModes,
  type LocalisationSurvey,
} from '../paper/chain/localisation.js';
import { printable } from '../data/printable.js';
import { figureEnding } from '../report/figure-ending.js';
import { mean } from '../math/statistics.js';
import { isOf } from '../models/models.js';
import type { Study } from '../study/study.js';
import { tableLines } from './text/columns.js';
import { Refusal } from './failure.js';
import { realisationNumber } from './numbers.js';
import { warnOfPng } from './text/png-warning.js';
import { three } from '../data/digits.js';
import { titleLine } from './text/study-words.js';
import { setOption, studyFile } from './study/study-file.js';
import { lineWidth, wrappedText, type Terminal } from './text/terminal.js';

interface ModesFlags {
  readonly realisation: number;
  readonly figure?: string;
  readonly set?: readonly string[];
  readonly json?: true;
}

const notes = `
For each mode: ω_k, its centre, the site where its energy is counted, its
participation number 1/Σξ(x)⁴, and the length of the exponential decay of |ξ(x)|
(null where the ring is too small to show it). Beside it the localisation length
1/γ from the Lyapunov exponent of the transfer matrices, along a long sample of
the same disorder.
`;

/** `falloff modes`: the eigenmodes of the disordered chain of section 5.1, and how they are localised. */
export function modesCommand({ out, err }: Terminal): Command {
  return new Command('modes')
    .option('--realisation <R>', 'which realisation of the disorder, from 0', realisationNumber, 0)
    .option('--figure <FILE>', 'draw lengths against ω² (.svg or .png, with a .csv beside it)')
    .option(...setOption)
    .option('--json', 'one JSON object with everything')
    .addHelpText('after', notes)
    .action(async (path: string, flags: ModesFlags) => {
      if (flags.figure !== undefined) figureEnding(flags.figure);
      const { study } = studyFile(path, flags.set);
      const disorder = disorderOf(study, flags.realisation);
      const survey = localisationSurvey(disorder);
      const files: string[] = [];
      if (flags.figure !== undefined) {
        const finding = localisationFinding('modes', survey, realisedModes(disorder));
        // Drawing needs large libraries, loaded only for it.
        const { writeFigure } = await import('../report/figure-file.js');
        const { findingFigure } = await import('../figure/finding.js');
        files.push(
          ...writeFigure(flags.figure, findingFigure('modes', 'Modes of a disordered chain', finding)),
        );
        if (figureEnding(flags.figure) === '.png') warnOfPng(err);
      }
      if (flags.json) {
        const { size } = disorder;
        const { realisation } = flags;
        out.write(`${JSON.stringify({ size, realisation, ...survey, warnings: doubts(survey) })}\n`);
        for (const file of files) err.write(`${printable(file)}\n`);
        return;
      }
      out.write(text(study, survey, lineWidth(out)));
      for (const file of files) out.write(`${printable(file)}\n`);
    });
}

function disorderOf(study: Study, number: number) {
  if (!isOf(study, 'chain'))
    throw new Refusal('kind', 'not chain, which alone has modes that are localised', study.model.kind);
  const { model, seed } = study;
  const { size, frequencies, masses } = model;
  return { size, frequencies, ...(masses && { masses }), seed, realisation: number };
}

/** Bins of ω that the table for people has. */
const BINS = 8;

function text(study: Study, survey: LocalisationSurvey, width: number): string {
  const { modes, lyapunov } = survey;
  const [lowest, highest] = [modes[0]?.frequency ?? 0, modes.at(-1)?.frequency ?? 1];
  const bins = Array.from({ length: BINS }, (_, i) => {
    const from = lowest + ((highest - lowest) * i) / BINS;
    const to = lowest + ((highest - lowest) * (i + 1)) / BINS;
    const within = <T extends { readonly frequency: number }>(all: readonly T[]): T[] =>
      all.filter(({ frequency }) => frequency >= from && (frequency < to || i === BINS - 1));
    const decays = within(modes).flatMap(({ decayLength }) => decayLength ?? []);
    return {
      range: `${three(from)} … ${three(to)}`,
      count: within(modes).length,
      participation: average(within(modes).map((one) => one.participation)),
      decay: average(decays),
      lyapunov: average(within(lyapunov).map(({ length }) => length)),
    };
  });
  const ratio = decayOverLyapunov(survey);
  const [doubt] = doubts(survey);
  const lines = [
    wrappedText(titleLine(study), width),
    '',
    ...tableLines([
      { title: 'ω', cells: bins.map(({ range }) => range) },
      { title: 'modes', cells: bins.map(({ count }) => String(count)) },
      { title: 'participation', cells: bins.map(({ participation }) => three(participation)) },
      { title: 'decay length', cells: bins.map(({ decay }) => three(decay)) },
      { title: '1/γ', cells: bins.map(({ lyapunov: length }) => three(length)) },
    ]),
    '',
    wrappedText(
      doubt === undefined
        ? `A mode's decay length is on average ${three(ratio)} times 1/γ at its frequency.`
        : `! ${doubt}`,
      width,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a survey cannot tell. */
function doubts(survey: LocalisationSurvey): readonly string[] {
  return decayOverLyapunov(survey) === null ? ['The ring is too small to show the decay of a mode.'] : [];
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
