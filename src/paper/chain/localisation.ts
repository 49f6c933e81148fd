import { frequencies } from '../../lattice/realisation.js';
import type { DisorderLaw } from '../../lattice/disorder.js';
import { torus } from '../../lattice/torus.js';
import { localisations, lyapunov, type Localisation } from '../../models/chain/localisation.js';
import { modes, type Modes } from '../../models/chain/modes.js';
import { mean } from '../../math/statistics.js';
import { computed, type Finding, type FindingPoint } from '../../result/finding.js';

/** The disorder of a chain: its laws, and which sample of them. */
export interface ChainDisorder {
  readonly size: number;
  readonly frequencies: DisorderLaw;
  readonly masses?: DisorderLaw;
  readonly seed: number;
  readonly realisation: number;
}

/** 1/γ at one ω, with its standard error. */
export interface LyapunovLength {
  readonly frequency: number;
  readonly length: number;
  readonly error: number;
}

/** How the modes of one realisation are localised. */
export interface LocalisationSurvey {
  readonly modes: readonly Localisation[];
  readonly lyapunov: readonly LyapunovLength[];
}

/** Sites of the long sample that the Lyapunov exponent is taken along, and the values of ω at which it is. */
const LONG = 65_536;
const ENERGIES = 48;

/** The modes of a chain's realisation. */
export function realisedModes({ size, seed, realisation, ...laws }: ChainDisorder): Modes {
  const lattice = torus(1, size);
  const omega = frequencies(laws.frequencies, lattice, seed, realisation);
  const masses = laws.masses
    ? frequencies(laws.masses, lattice, seed, realisation, 'masses')
    : new Float64Array(size).fill(1);
  return modes({ lattice, frequencies: omega, masses });
}

/**
 * Localisation of every mode of one realisation, and 1/γ over the range of their frequencies. The long sample is the same realisation continued where
 * the law can be continued, else the realisation repeated.
 */
export function localisationSurvey(disorder: ChainDisorder): LocalisationSurvey {
  const own = localisations(realisedModes(disorder));
  const [lowest, highest] = [own[0]?.frequency ?? 1, own.at(-1)?.frequency ?? 1];
  const { seed, realisation, size } = disorder;
  const long = (law: DisorderLaw, stream: 'disorder' | 'masses'): Float64Array => {
    if (law.law !== 'list' && law.law !== 'periodic')
      return frequencies(law, torus(1, LONG), seed, realisation, stream);
    const short = frequencies(law, torus(1, size), seed, realisation, stream);
    return Float64Array.from({ length: LONG }, (_, x) => short[x % size] as number);
  };
  const omega = long(disorder.frequencies, 'disorder');
  const masses = disorder.masses && long(disorder.masses, 'masses');
  return {
    modes: own,
    lyapunov: Array.from({ length: ENERGIES }, (_, i) => {
      const frequency = lowest + ((highest - lowest) * i) / (ENERGIES - 1);
      const { exponent, error } = lyapunov(omega, masses, frequency * frequency);
      return { frequency, length: 1 / exponent, error: error / (exponent * exponent) };
    }),
  };
}

/** The mean of (decay length of a mode) over 1/γ at its frequency, over the modes that show a decay; null without any. */
export function decayOverLyapunov({ modes: all, lyapunov: curve }: LocalisationSurvey): number | null {
  const ratios = all.flatMap(({ frequency, decayLength }) => {
    if (decayLength === null) return [];
    const nearest = curve.reduce((a, b) =>
      Math.abs(b.frequency - frequency) < Math.abs(a.frequency - frequency) ? b : a,
    );
    return [decayLength / nearest.length];
  });
  return ratios.length === 0 ? null : mean(ratios);
}

/** The figure of a survey: lengths against ω², participation numbers, and the shapes of three modes. */
export function localisationFinding(name: string, survey: LocalisationSurvey, own: Modes): Finding {
  const { modes: all, lyapunov: curve } = survey;
  const square = (x: number): number => x * x;
  const at = (of: (one: Localisation) => number | null): FindingPoint[] =>
    all.flatMap((one) => {
      const value = of(one);
      return value === null ? [] : [computed(square(one.frequency), value)];
    });
  const ratio = decayOverLyapunov(survey);
  const participation = mean(all.map((one) => one.participation));
  const widest = all.reduce((a, b) => (b.participation > a.participation ? b : a));
  return {
    table: {
      name,
      columns: [
        { name: 'frequency', meaning: 'ω_k', kind: 'number' },
        { name: 'centre', meaning: 'where mode k is, in [0, N)', kind: 'number' },
        { name: 'home', meaning: 'the site where mode k is counted', kind: 'number' },
        { name: 'participation', meaning: '1/Σ ξ_k(x)⁴', kind: 'number' },
        { name: 'decay_length', meaning: 'length of the decay of |ξ_k|', kind: 'number' },
      ],
      rows: all.map((one) => [one.frequency, one.centre, one.home, one.participation, one.decayLength]),
    },
    panels: [
      {
        title: 'length against energy',
        x: { label: 'ω²', scale: 'linear' },
        y: { label: 'sites', scale: 'log' },
        series: [
          { name: 'decay of the modes', look: 'disc', points: at(({ decayLength }) => decayLength) },
          { name: 'participation number', look: 'square', points: at((one) => one.participation) },
          {
            name: '1/γ, transfer matrices',
            look: 'line',
            points: curve.map(({ frequency, length }) => computed(square(frequency), length)),
          },
        ],
      },
      {
        title: 'three modes',
        x: { label: 'site', scale: 'linear' },
        y: { label: '|ξ(x)|', scale: 'log' },
        series: [0.2, 0.5, 0.8].flatMap((part) => {
          const one = all[Math.floor(part * all.length)];
          return one === undefined ? [] : [shape(one, own)];
        }),
      },
    ],
    shown: [
      `All ${String(all.length)} modes are localised: participation numbers of ${participation.toFixed(1)} sites on average, ${widest.participation.toFixed(1)} at most.` +
        (ratio === null
          ? ''
          : ` Where the ring is long enough to show the decay of a mode, its length is on average ${ratio.toFixed(2)} times 1/γ of the transfer matrices at its ω².`),
    ],
    notShown: [
      'Localisation at every energy for almost every realisation of an infinite chain is a theorem (Furstenberg; Kunz and Souillard), not a measurement: a ring shows that its own modes decay.',
    ],
  };
}

/** |ξ_k(x)| where it is above rounding. */
function shape({ frequency, home }: Localisation, { lattice: { sites }, vectors }: Modes) {
  const points = Array.from({ length: sites }, (_, x) =>
    computed(x, Math.abs(vectors[home * sites + x] as number)),
  ).filter(({ value }) => value > 1e-16);
  return { name: `ω = ${frequency.toFixed(2)}`, look: 'line' as const, points };
}
