import { Command, Option } from 'commander';
import {
  conductivityOfCurrents,
  conductivityOfTransfers,
  type SeriesEstimate,
} from '../../estimate/own-series.js';
import { printable } from '../../data/printable.js';
import { infinities } from '../../result/quantity.js';
import { Refusal } from '../failure.js';
import { outName } from '../machine.js';
import { warnOfPng } from '../text/png-warning.js';
import { writtenFigures } from './figures.js';
import { positiveNumber, wholeNumber } from '../numbers.js';
import { lineWidth, type Terminal } from '../text/terminal.js';
import { version } from '../../library/version.js';
import type { FileSeries } from './series.js';
import { seriesIn } from './series-file.js';
import { estimateText } from './text.js';

interface EstimateFlags {
  readonly current?: readonly string[];
  readonly interval: number;
  readonly temperature: number;
  readonly sites?: number;
  readonly volume?: number;
  readonly dimension?: number;
  readonly figures?: string;
  readonly json?: true;
}

const notes = `
κ_standard = (1/(T²N)) ∫₀^∞ ⟨J(0)J(t)⟩ dt, J the total (not the mean) energy current, k_B = 1.
A CSV has a header and one column for each replica, J at every sample. An array of npz, npy
or h5 is [replica][time] for J, at points of time; or [replica][time][bond] for the energy that
went through each bond of a torus between samples: bond number of (x, x+e_k) is d·x + (k−1).
Fewer than 5 replicas are cut in time into 16 parts for the error. HDF5 needs the package h5wasm.
`;

/** `falloff estimate`: κ from somebody else's series. */
export function estimateCommand({ out, err }: Terminal): Command {
  return new Command('estimate')
    .option('--current <NAME...>', 'columns of a CSV, or arrays (default: all columns; the only array)')
    .requiredOption('--interval <DT>', 'time between two samples', positiveNumber)
    .requiredOption('--temperature <T>', 'temperature, in units of energy', positiveNumber)
    .option('--sites <N>', 'number of sites', wholeNumber(1))
    .addOption(
      new Option('--volume <V>', 'volume, in place of the number of sites')
        .argParser(positiveNumber)
        .conflicts('sites'),
    )
    .option('--dimension <d>', "dimension of the transfers' torus (default: 1, a ring)", wholeNumber(1, 3))
    .option(
      '--figures <DIR>',
      'draw the power spectrum of the current and the running integral into a folder (.svg, .png, .csv)',
      outName,
    )
    .option('--json', 'one JSON object with everything')
    .addHelpText('after', notes)
    .action(async (file: string, flags: EstimateFlags) => {
      const { interval, temperature } = flags;
      const sites = flags.sites ?? flags.volume;
      if (sites === undefined)
        throw new Refusal('option', 'one of the two must be given', '--sites or --volume');
      const series = await seriesIn(file, flags.current ?? []);
      const found = estimated(series, { interval, temperature, sites }, flags);
      const { kind, names } = series;
      const about = { file, kind, names, interval, temperature, sites };
      const provenance = { program: `falloff ${version}` };
      const files: string[] = [];
      if (flags.figures !== undefined) {
        warnOfPng(err);
        const facts = { interval, temperature, sites, dimension: flags.dimension ?? 1 };
        files.push(...(await writtenFigures(flags.figures, series, found, facts)));
      }
      out.write(
        flags.json
          ? `${JSON.stringify({ ...found, series: about, provenance }, infinities, 2)}\n`
          : estimateText(found, about, lineWidth(out)),
      );
      for (const file of files) (flags.json ? err : out).write(`${printable(file)}\n`);
    });
}

function estimated(
  series: FileSeries,
  facts: { readonly interval: number; readonly temperature: number; readonly sites: number },
  { volume, dimension }: EstimateFlags,
): SeriesEstimate {
  if (series.kind === 'currents') {
    if (dimension !== undefined)
      throw new Refusal(
        'dimension',
        'is that of the bonds, and the file has total currents',
        String(dimension),
      );
    return conductivityOfCurrents({ currents: series.replicas, ...facts });
  }
  if (volume !== undefined)
    throw new Refusal(
      'volume',
      'transfers are of the bonds of a lattice, whose --sites must be given',
      String(volume),
    );
  const d = dimension ?? 1;
  if (series.bonds !== d * facts.sites) {
    const rule = `must be those of a torus of dimension ${d} with ${facts.sites} sites, ${d * facts.sites}`;
    throw new Refusal('bonds of the transfers', rule, String(series.bonds));
  }
  return conductivityOfTransfers({ transfers: series.replicas, dimension: d, ...facts });
}
