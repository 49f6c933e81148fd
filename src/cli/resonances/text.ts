import { bondBall } from '../../lattice/torus.js';
import { realPower } from '../../math/elementary.js';
import { lawBounds, type SampledConstants } from '../../proof/resonance/constants.js';
import type { Resonances } from '../../proof/resonance/resonances.js';
import { sureDelta, type TailSurvey } from '../../proof/resonance/tail.js';
import type { OscillatorsStudy } from '../../models/oscillators/spec.js';
import { tableLines } from '../text/columns.js';
import { frequencyCombination } from '../../data/notation.js';
import type { Realisation } from '../../models/oscillators/realisation.js';
import { titleLine } from '../text/study-words.js';
import { conciseAscii, short, three } from '../../data/digits.js';
import { wrappedText } from '../text/terminal.js';

/** Rows of one table that are printed; the JSON has them all. */
const MOST_ROWS = 24;

interface TextOptions {
  readonly realisation: number;
  readonly c?: number;
  readonly delta?: number;
  /** What `--sampled` found. */
  readonly sampled: SampledConstants | null;
  readonly survey: TailSurvey | null;
  readonly samples: number;
  readonly width: number;
}

/** What `falloff resonances` prints for people. */
export function resonancesText(
  study: OscillatorsStudy,
  realisation: Realisation,
  found: Resonances,
  options: TextOptions,
): string {
  const { width } = options;
  const line = (text: string): string => wrappedText(text, width, '  ');
  const { verdicts, clusters, warnings } = found;
  const { lattice } = realisation;
  const resonant = verdicts.filter((verdict) => verdict.resonant).length;
  const lines = [
    line(titleLine(study)),
    line(setText(realisation, found)),
    line(choiceText(study, found, options)),
    line(doubtText(found)),
    '',
    line(
      `Realisation ${String(options.realisation)}: ${String(resonant)} of ${String(lattice.bonds)} bonds are resonant${resonant === 0 ? '' : `, in ${count(clusters.length, 'cluster')}`}.`,
    ),
    ...(resonant === 0
      ? []
      : ['', ...bondLines(found), '', ...clusterLines(found), '', line(weightText(found))]),
    ...(options.survey === null ? [] : ['', line(tailText(study, found, options.survey, options.samples))]),
    ...warnings.map((text) => line(`! ${text}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function count(number: number, name: string): string {
  return `${String(number)} ${name}${number === 1 ? '' : 's'}`;
}

function setText({ lattice }: Realisation, { set }: Resonances): string {
  const { alpha, c, radius, depth, among } = set;
  const ball = `B₁(b, ${String(radius)}), ${String(bondBall(lattice, 0, radius).length)} sites`;
  const constants = `α = ${short(alpha)}, c = ${three(c)}`;
  if (among === undefined) {
    return `A bond is resonant where |⟨ω,ξ⟩| < c/|ξ|₁^α for some ξ on ${ball}: ${constants}, every |ξ|₁ ≤ K = ${String(depth)}.`;
  }
  const tried = among.norms.filter((norm) => norm <= depth).length;
  return `A bond is resonant where |⟨ω,ξ⟩| < c/|ξ|₁^α for one of the ${String(tried)} ξ, up to sign, with |ξ|₁ ≤ K = ${String(depth)} that u⁽¹⁾ … u⁽ⁿ⁾ are divided by, n = ${String(radius + 1)}, on ${ball}: ${constants}.`;
}

/** Where c comes from, and what is certain of (4) for it. */
function choiceText(
  { model }: OscillatorsStudy,
  { probability, set }: Resonances,
  { c, delta = 0.1, sampled }: TextOptions,
): string {
  const { density, lowest } = lawBounds(model.frequencies);
  const certain =
    probability === null
      ? ''
      : ` By union bound a bond is resonant with probability at most ${three(probability)}, (4).`;
  if (c !== undefined) return `c as given.${certain}`;
  if (sampled !== null) {
    const share = conciseAscii(sampled.probability, sampled.error);
    return `c chosen by Monte Carlo for δ = ${short(delta)}: a share ${share} of the bonds is resonant.${certain}`;
  }
  if (density === Infinity) {
    return `c is that of a uniform law on the same support for δ = ${short(delta)}: without a bounded density no c makes (4) certain.`;
  }
  if (set.c === lowest) {
    return `c = ω₋, as large as makes (4) certain for any δ; δ = ${short(delta)} would allow more.${certain}`;
  }
  return `c chosen so that (4) is certain by union bound: a bond is resonant with probability at most δ = ${short(delta)}.`;
}

function doubtText({ doubt, set }: Resonances): string {
  if (doubt === 0) {
    return set.among === undefined
      ? 'No larger ξ changes a verdict.'
      : 'Nothing is left in doubt: the hierarchy divides by no other ξ up to this order.';
  }
  if (doubt >= 1) return 'What larger ξ would change is not bounded.';
  return `Doubt: a larger ξ would change the verdict on a given bond with probability ${three(doubt)} at most.`;
}

function bondLines({ verdicts, set }: Resonances): string[] {
  const all = verdicts.flatMap((verdict, bond) => (verdict.resonant ? [{ bond, ...verdict }] : []));
  const rows = all.slice(0, MOST_ROWS).map(({ bond, xi, value }) => {
    const norm = xi.reduce((sum, entry) => sum + Math.abs(entry.xi), 0);
    const byLaw = set.c / realPower(norm, set.alpha);
    const text = frequencyCombination(Object.fromEntries(xi.map((entry) => [String(entry.site), entry.xi])));
    return [String(bond), three(value).replace(/^-/u, '−'), three(byLaw), String(norm), text];
  });
  return [
    ...tableLines(
      ['bond', '⟨ω,ξ⟩', 'c/|ξ|₁^α', '|ξ|₁', 'ξ'].map((title, i) => ({
        title,
        cells: rows.map((row) => row[i] as string),
        ...(i === 4 && { words: true as const }),
      })),
    ),
    ...rest(all.length),
  ];
}

function clusterLines({ clusters }: Resonances): string[] {
  const shown = clusters.slice(0, MOST_ROWS);
  const list = (numbers: readonly number[]): string =>
    numbers.slice(0, 8).join(', ') + (numbers.length > 8 ? ', …' : '');
  return [
    ...tableLines([
      { title: 'cluster', cells: shown.map((_, i) => String(i)) },
      { title: 'bonds', cells: shown.map(({ bonds }) => String(bonds.length)) },
      { title: 'sites', cells: shown.map(({ sites }) => String(sites.length)) },
      {
        title: 'longest path',
        cells: shown.map(({ path }) => `${path.exact ? '' : '≤ '}${String(path.most)}`),
      },
      {
        title: 'which',
        cells: shown.map(
          ({ bonds, lifted }) => list(bonds) + (lifted === null ? '; winds around the torus' : ''),
        ),
        words: true as const,
      },
    ]),
    ...rest(clusters.length),
  ];
}

function rest(total: number): string[] {
  return total > MOST_ROWS ? [`… and ${String(total - MOST_ROWS)} more; --json has them all.`] : [];
}

function weightText({ psi1, psi2, verdicts, kept }: Resonances): string {
  const changed = psi1.filter((psi, bond) => verdicts[bond]?.resonant !== true && psi !== 1);
  const largest = changed.reduce((most, psi) => Math.max(most, Math.abs(psi)), 0);
  const energies = psi2.reduce((most, psi) => Math.max(most, Math.abs(psi)), 0);
  const winding =
    kept.length === 0 ? '' : ' Clusters that wind around the torus keep their currents, ψ₁ = 1.';
  if (changed.length === 0) return `Lemma 3 changes no weight.${winding}`;
  return `Lemma 3 takes the currents of the clusters to ${count(changed.length, 'other bond')}: there ψ₁ ≠ 1, up to |ψ₁| = ${String(largest)}, and |ψ₂| ≤ ${String(energies)}.${winding}`;
}

function tailText(
  { model }: OscillatorsStudy,
  { set }: Resonances,
  survey: TailSurvey,
  samples: number,
): string {
  const { resonant, envelope, bounded } = survey;
  const { dimension, frequencies: law } = model;
  return [
    `Of the bonds of ${String(samples)} realisations, ${conciseAscii(resonant.probability, resonant.error)} are resonant, (4).`,
    windingText(survey, dimension),
    envelope === null
      ? 'Too few lengths of clusters were met for a tail (14).'
      : `Lengths of clusters: P(ℓ = m) ≤ ${short(envelope.factor, 2)} exp(−${short(envelope.c, 2)} m), (14), for all m met.`,
    ...(bounded > 0
      ? [`Lengths of ${short(100 * bounded, 2)} % of the bonds' clusters are bounds from above.`]
      : []),
    ...(lawBounds(law).density === Infinity
      ? []
      : [
          dimension === 1
            ? 'In one dimension (14) holds for every δ < 1.'
            : `(14) is certain for δ < ${three(sureDelta(dimension, set.radius))}.`,
        ]),
  ].join(' ');
}

/** Percolation is a matter of N → ∞; one torus can only show clusters that wind. */
function windingText({ winding }: TailSurvey, dimension: number): string {
  if (winding === 0) return 'No cluster winds around the torus.';
  const share = `In ${short(100 * winding, 2)} % of them a cluster winds around the torus`;
  return dimension === 1
    ? `${share}, which is too small for it.`
    : `${share}: percolation, δ being too large for (14), if the share grows with N; a torus that is too small, if it falls.`;
}
