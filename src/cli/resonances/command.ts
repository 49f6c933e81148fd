import { Command, Option } from 'commander';
import { printable } from '../../data/printable.js';
import { frequencies } from '../../lattice/realisation.js';
import { figureEnding } from '../../report/figure-ending.js';
import { clusterDrawing } from '../../proof/resonance/cluster-drawing.js';
import type { Cluster } from '../../proof/resonance/clusters.js';
import { sampledConstants, type SampledConstants } from '../../proof/resonance/constants.js';
import { cuts } from '../../proof/resonance/rerouting.js';
import {
  resonances,
  resonancesReport,
  type ResonanceOptions,
  type Resonances,
} from '../../proof/resonance/resonances.js';
import type { FrequencySamples } from '../../proof/resonance/samples.js';
import { tailSurvey, type TailSurvey } from '../../proof/resonance/tail.js';
import { polynomials } from '../../models/oscillators/polynomials.js';
import type { OscillatorsStudy } from '../../models/oscillators/spec.js';
import { Refusal } from '../failure.js';
import { LongWork } from '../long-work.js';
import { nonNegativeNumber, positiveNumber, realisationNumber, wholeNumber } from '../numbers.js';
import { warnOfPng } from '../text/png-warning.js';
import { usualOrder } from '../../models/hierarchy.js';
import { realisationOf, type Realisation } from '../../models/oscillators/realisation.js';
import { oscillatorsStudy } from '../text/study-words.js';
import { resonancesText } from './text.js';
import { setOption, studyFile } from '../study/study-file.js';
import { short } from '../../data/digits.js';
import { lineWidth, type OutputStream, type Terminal } from '../text/terminal.js';

interface ResonancesFlags {
  readonly order?: number;
  readonly alpha?: number;
  readonly c?: number;
  readonly delta?: number;
  readonly K?: number;
  readonly effective?: true;
  readonly sampled?: true;
  readonly samples: number;
  readonly realisation: number;
  readonly figure?: string;
  readonly cluster?: number;
  readonly k?: number;
  readonly s?: number;
  readonly tail?: string;
  readonly force?: true;
  readonly set?: readonly string[];
  readonly json?: true;
}

const notes = `
A bond b is resonant where |⟨ω,ξ⟩| < c/|ξ|₁^α for some whole-number ξ ≠ 0 on the
ball B₁(b,n). Resonant bonds that touch form clusters, whose currents Lemma 3
reroutes around them: J = Σ ψ₁(b) j_b − ε⁻¹L Σ ψ₂(x)(e_x − ⟨e⟩), equation (13).
All ξ can never be tried: those up to |ξ|₁ ≤ K are, and the doubt is the
probability that a larger one would change the verdict on a bond.
`;

/** `falloff resonances`: section 4.2 of the paper for one realisation of the frequencies. */
export function resonancesCommand({ out, err }: Terminal): Command {
  return new Command('resonances')
    .option(
      '--order <n>',
      "radius n of the balls (default: the study's dressing, at least 1)",
      wholeNumber(1),
    )
    .option('--alpha <A>', 'α (default: m + 1 for balls of m sites)', nonNegativeNumber)
    .option('--c <C>', 'c (default: the largest that makes (4) certain for δ, at most ω₋)', positiveNumber)
    .addOption(
      new Option(
        '--delta <D>',
        'δ of (4), the probability allowed to a resonant bond, if c is not given (default: 0.1)',
      )
        .argParser(positiveNumber)
        .conflicts('c'),
    )
    .option(
      '--K <K>',
      'the largest |ξ|₁ that is tried (default: what leaves a doubt of δ/1000, if affordable)',
      wholeNumber(1),
    )
    .option('--effective', 'only the ξ that the hierarchy divides by up to order n, which leaves no doubt')
    .addOption(
      new Option('--sampled', 'choose c for δ by Monte Carlo instead of the union bound').conflicts('c'),
    )
    .option('--samples <M>', 'realisations of --sampled and --tail', wholeNumber(2), 100)
    .option('--realisation <R>', 'which realisation of the frequencies, from 0', realisationNumber, 0)
    .option(
      '--figure <FILE>',
      'draw a cluster as in Figure 1 of the paper (.svg or .png, with a .csv beside it)',
    )
    .option('--cluster <I>', 'which cluster, from 0 (default: that of most bonds)', wholeNumber(0))
    .option(
      '--k <k>',
      'direction of the cut, from 1 (default: the first that cuts the cluster)',
      wholeNumber(1),
    )
    .option(
      '--s <s>',
      'where it is cut: P(s,k) red, K(s,k) blue (default: in the middle)',
      wholeNumber(-Infinity),
    )
    .option('--tail <FILE>', 'draw the lengths of clusters over --samples realisations, equation (14)')
    .option('--force', 'go on even if it is predicted to take more than an hour')
    .option(...setOption)
    .option('--json', 'one JSON object with everything')
    .addHelpText('after', notes)
    .action(async (path: string, flags: ResonancesFlags) => {
      checkFigures(flags);
      const study = oscillatorsStudy(studyFile(path, flags.set).study);
      const realisation = realisationOf(study, flags.realisation);
      const work = longWork(realisation, flags, err);
      const { found, sampled } = classified(study, realisation, flags, work.tick);
      const survey =
        flags.tail === undefined
          ? null
          : tailSurvey(realisation.lattice, disorder(study, realisation, flags), found.set, work.tick);
      work.end();
      const report = {
        ...resonancesReport(found),
        ...(sampled !== null && { sampled: { probability: sampled.probability, error: sampled.error } }),
        ...(survey !== null && { tail: survey }),
      };
      const text = (): string =>
        resonancesText(study, realisation, found, { ...flags, sampled, survey, width: lineWidth(out) });
      out.write(flags.json ? `${JSON.stringify(report)}\n` : text());
      const told = flags.json ? err : out;
      if (flags.tail !== undefined && survey !== null) {
        for (const file of await drawnTail(flags.tail, found, survey)) told.write(`${printable(file)}\n`);
      }
      // Last, as it is refused where there is no cluster to draw.
      if (flags.figure !== undefined) {
        for (const file of await drawnCluster(flags.figure, realisation, found, flags))
          told.write(`${printable(file)}\n`);
      }
      if ([flags.figure, flags.tail].some((file) => file !== undefined && figureEnding(file) === '.png'))
        warnOfPng(err);
    });
}

/** Refuses names that are no figures, and a choice of cluster without a figure, before the work is done. */
function checkFigures(flags: ResonancesFlags): void {
  for (const file of [flags.figure, flags.tail]) if (file !== undefined) figureEnding(file);
  for (const name of ['cluster', 'k', 's'] as const) {
    if (flags[name] !== undefined && flags.figure === undefined) {
      throw new Refusal(name, 'chooses what --figure draws, which is not asked for', String(flags[name]));
    }
  }
}

/** All bonds that are to be classified: of one realisation, and of all that are sampled. */
function longWork({ lattice }: Realisation, flags: ResonancesFlags, stream: OutputStream): LongWork {
  const { samples, sampled, tail, force } = flags;
  const realisations = (sampled ? 2 + samples : 1) + (tail === undefined ? 0 : samples);
  const many = sampled === true || tail !== undefined;
  return new LongWork({
    stream,
    total: realisations * lattice.bonds,
    key: many ? 'samples' : 'K',
    value: many ? String(samples) : String(flags.K ?? 'as chosen'),
    patient: force === true,
  });
}

function classified(
  study: OscillatorsStudy,
  realisation: Realisation,
  flags: ResonancesFlags,
  told: () => void,
): { readonly found: Resonances; readonly sampled: SampledConstants | null } {
  const { frequencies: law } = study.model;
  const set = flags.effective ? polynomials(study.model) : ('full' as const);
  const options: ResonanceOptions = {
    order: flags.order ?? usualOrder(study),
    alpha: flags.alpha,
    c: flags.c,
    delta: flags.delta,
    depth: flags.K,
    set,
    told,
  };
  const { lattice, frequencies: omega } = realisation;
  const sure = resonances(lattice, law, omega, options);
  if (!flags.sampled) return { found: sure, sampled: null };
  const all = disorder(study, realisation, flags);
  const sampled = sampledConstants(lattice, all, sure.set, flags.delta ?? 0.1, told);
  return { found: resonances(lattice, law, omega, { ...options, c: sampled.c }), sampled };
}

/** The study's realisations, and as many more as are asked for. */
function disorder(
  { model, seed }: OscillatorsStudy,
  { lattice }: Realisation,
  { samples }: ResonancesFlags,
): FrequencySamples {
  return {
    realisations: samples,
    frequencies: (number) => frequencies(model.frequencies, lattice, seed, number),
  };
}

/** Figure 1 for the cluster and the cut that are asked for. Drawing needs large libraries, loaded only for it. */
async function drawnCluster(
  file: string,
  { lattice }: Realisation,
  { clusters }: Resonances,
  flags: ResonancesFlags,
): Promise<string[]> {
  const cluster = chosenCluster(clusters, flags.cluster, file);
  const all = cuts(lattice, cluster);
  const k = flags.k ?? (all[0]?.direction ?? 0) + 1;
  const along = all.filter(({ direction }) => direction === k - 1);
  const s = flags.s ?? along[Math.floor(along.length / 2)]?.s ?? 0;
  const { writeFigure } = await import('../../report/figure-file.js');
  const { clusterFigure } = await import('../../figure/clusters.js');
  return writeFigure(file, clusterFigure(clusterDrawing(lattice, cluster, { k, s })));
}

function chosenCluster(clusters: readonly Cluster[], number: number | undefined, file: string): Cluster {
  const flat = clusters.filter(({ lifted }) => lifted !== null);
  if (clusters.length === 0)
    throw new Refusal('figure', 'no bond is resonant, so there is no cluster to draw', file);
  if (number === undefined) {
    const [first] = flat;
    if (first === undefined)
      throw new Refusal(
        'figure',
        'every cluster winds around the torus, so that none can be cut in two',
        file,
      );
    return flat.reduce((a, b) => (b.bonds.length > a.bonds.length ? b : a), first);
  }
  const chosen = clusters[number];
  if (chosen === undefined)
    throw new Refusal('cluster', `not in 0 … ${String(clusters.length - 1)}`, String(number));
  return chosen;
}

async function drawnTail(file: string, { set }: Resonances, survey: TailSurvey): Promise<string[]> {
  const { writeFigure } = await import('../../report/figure-file.js');
  const { tailFigure } = await import('../../figure/tail.js');
  return writeFigure(file, tailFigure([{ name: `α = ${short(set.alpha)}, c = ${short(set.c, 3)}`, survey }]));
}
