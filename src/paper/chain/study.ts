import type { Frame, Json } from '../../data/frame.js';
import type { Calculation } from '../calculation-run.js';
import { chainFinding, type GainPoint } from './finding.js';
import type { Finding } from '../../result/finding.js';
import { localisationSurvey, type ChainDisorder, type LocalisationSurvey } from './localisation.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';

/** A chain of the study: its disorder, in words and as a study file and the program have it. */
interface Case {
  readonly name: string;
  readonly title: string;
  readonly laws: Pick<ChainDisorder, 'frequencies' | 'masses'>;
}

const uniform = (from: number, to: number) => ({ law: 'uniform', from, to }) as const;
const weak: Case = { name: 'weak', title: 'ω in [1, 2]', laws: { frequencies: uniform(1, 2) } };
const strong: Case = { name: 'strong', title: 'ω in [1, 4]', laws: { frequencies: uniform(1, 4) } };
const masses: Case = {
  name: 'masses',
  title: 'm in [½, 3]',
  laws: { frequencies: { law: 'periodic', values: [1] }, masses: uniform(0.5, 3) },
};
const cases = [weak, strong, masses];

interface Scale {
  /** Sites of the rings whose modes are found. */
  readonly modes: number;
  readonly size: number;
  readonly realisations: number;
  /** For weak and for strong disorder. */
  readonly replicas: readonly [number, number];
  readonly time: readonly [number, number];
  readonly gainTime: number;
}

const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: {
    modes: 256,
    size: 64,
    realisations: 1,
    replicas: [32, 16],
    time: [12_000, 8000],
    gainTime: 1000,
  },
  full: {
    modes: 1000,
    size: 256,
    realisations: 2,
    replicas: [32, 32],
    time: [100_000, 200_000],
    gainTime: 4000,
  },
};

const couplings = {
  weak: [0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002],
  strong: [1, 0.5, 0.2, 0.1, 0.05, 0.02],
  gain: [0.1, 0.03, 0.01, 0.003],
};
/** Dressings whose gain is measured on the same trajectories: none, u⁰, u⁰ + εu¹. */
const GAINS = [0, 1, 2] as const;
/** Steps between samples, the same for all of them. */
const GAIN_SAMPLING = 12;

function model({ laws }: Case, size: number): string {
  const law = JSON.stringify(laws.frequencies);
  const own = laws.masses ? `, masses: ${JSON.stringify(laws.masses)}` : '';
  return `{kind: chain, size: ${String(size)}, frequencies: ${law}${own}}`;
}

/** u⁰ dresses both: what εu¹ takes away beyond it has passed long before the times at which these are read. */
function conductivityStudy(one: Case, which: 0 | 1, epsilon: readonly number[], scale: Scale): string {
  return `title: The disordered chain, ${one.title}
model: ${model(one, scale.size)}
temperature: 1
epsilon: [${epsilon.join(', ')}]
realisations: ${String(scale.realisations)}
replicas: ${String(scale.replicas[which])}
time: ${String(scale.time[which])}
dressing: 1
seed: 1
`;
}

const gainStudy = (
  dressing: number,
  { gainTime }: Scale,
): string => `title: The dressing of order ${String(dressing)}
model: ${model(strong, 32)}
temperature: 1
epsilon: [${couplings.gain.join(', ')}]
realisations: 1
replicas: 8
time: ${String(gainTime)}
dressing: ${String(dressing)}
sampling: ${String(GAIN_SAMPLING)}
seed: 1
`;

/** `localisationSurvey` as a unit of work. */
export const localisationCalculation: Calculation = {
  work: (settings) => (settings as unknown as ChainDisorder).size ** 3 + 1e7,
  *pieces(settings: Json) {
    const { modes, lyapunov } = localisationSurvey(settings as unknown as ChainDisorder);
    yield localisationCalculation.work(settings);
    const column = <T>(all: readonly T[], of: (one: T) => number): Float64Array => Float64Array.from(all, of);
    return {
      head: {},
      columns: {
        frequency: column(modes, (one) => one.frequency),
        centre: column(modes, (one) => one.centre),
        home: column(modes, (one) => one.home),
        participation: column(modes, (one) => one.participation),
        // 0: no decay is seen.
        decayLength: column(modes, (one) => one.decayLength ?? 0),
        energy: column(lyapunov, (one) => one.frequency),
        length: column(lyapunov, (one) => one.length),
        error: column(lyapunov, (one) => one.error),
      },
    };
  },
};

function surveyOf({ columns }: Frame): LocalisationSurvey {
  const column = (name: string): Float64Array => columns[name] as Float64Array;
  const at = (name: string, i: number): number => column(name)[i] as number;
  return {
    modes: Array.from(column('frequency'), (frequency, i) => ({
      frequency,
      centre: at('centre', i),
      home: at('home', i),
      participation: at('participation', i),
      decayLength: at('decayLength', i) || null,
    })),
    lyapunov: Array.from(column('energy'), (frequency, i) => ({
      frequency,
      length: at('length', i),
      error: at('error', i),
    })),
  };
}

/** The curves of one ε with all dressings, at the shortest windows. */
function gains(results: PartResults): GainPoint[] {
  return couplings.gain.map((epsilon, i) => ({
    epsilon,
    left: GAINS.map((dressing) => {
      const point = results.study(`gain-${String(dressing)}`).points[i];
      const first = point?.curve.find(({ best, textbook }) => best !== null && textbook !== null);
      return { time: first?.time ?? 0, textbook: first?.textbook ?? 0, best: first?.best ?? 0 };
    }),
  }));
}

export const chainStudy: NamedStudy = {
  name: 'chain',
  title: 'The disordered chain: localised modes, and κ(ε)',
  statement:
    "Section 5.1: the modes of the harmonic chain are localised, and with anharmonic forces of strength ε the construction of section 4 should carry over to mode coordinates, so that κ(ε) falls faster than any power of ε (it says what is missing for a proof). The harmonic current's own corrector is exact.",
  source: 'section 5.1',
  method:
    'the modes of the disordered chain and their localisation, κ(ε) for weak and strong disorder, and what each order of the dressing leaves on the same trajectories',
  parts: (size): Part[] => {
    const scale = scales[size];
    return [
      {
        kind: 'calculation',
        name: 'modes',
        calculation: 'localisation',
        settings: cases.map(
          ({ laws }) => ({ ...laws, size: scale.modes, seed: 1, realisation: 0 }) as unknown as Json,
        ),
      },
      { kind: 'study', name: weak.name, text: conductivityStudy(weak, 0, couplings.weak, scale) },
      { kind: 'study', name: strong.name, text: conductivityStudy(strong, 1, couplings.strong, scale) },
      ...GAINS.map((dressing): Part => ({
        kind: 'study',
        name: `gain-${String(dressing)}`,
        text: gainStudy(dressing, scale),
      })),
    ];
  },
  finding: (results): Finding =>
    chainFinding({
      surveys: cases.map(({ title }, i) => ({
        title,
        survey: surveyOf(results.calculation('modes')[i] as Frame),
      })),
      conductivities: [weak, strong].map(({ name, title }) => ({
        title,
        points: results.study(name).points,
      })),
      gains: gains(results),
    }),
};
