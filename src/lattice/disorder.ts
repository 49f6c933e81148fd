import { closest } from 'fastest-levenshtein';
import { Invalid } from '../data/invalid.js';
import { bell, bellIntegral, bellRange } from './bell.js';
import { coordinates, type Torus } from './torus.js';

export interface UniformLaw {
  readonly law: 'uniform';
  readonly from: number;
  readonly to: number;
}
export interface TruncatedNormalLaw {
  readonly law: 'truncated-normal';
  readonly mean: number;
  readonly deviation: number;
  readonly from: number;
  readonly to: number;
}
export interface TriangularLaw {
  readonly law: 'triangular';
  readonly from: number;
  readonly mode: number;
  readonly to: number;
}
export interface TwoValuedLaw {
  readonly law: 'two-valued';
  readonly values: readonly [number, number];
  readonly probability: number;
}
export interface PeriodicLaw {
  readonly law: 'periodic';
  readonly values: readonly number[];
}
export interface ListLaw {
  readonly law: 'list';
  readonly values: readonly number[];
}

/** A law of the frequencies ω_x, checked: see `checkedLaw`. All frequencies are positive. */
export type DisorderLaw =
  UniformLaw | TruncatedNormalLaw | TriangularLaw | TwoValuedLaw | PeriodicLaw | ListLaw;

export type LawName = DisorderLaw['law'];

/** One parameter of a law, as the schema, the documentation and the web form present it. */
export interface LawParameter {
  readonly kind: 'number' | 'two numbers' | 'numbers';
  readonly documentation: string;
  /** Taken where the study file leaves the parameter out; without one it must be given. */
  readonly default?: number | readonly [number, number];
}

/** Everything about one law of the frequencies: schema, documentation, form and sampling are made from it. */
export interface LawRecord<Law extends DisorderLaw> {
  readonly title: string;
  readonly documentation: string;
  readonly parameters: { readonly [Key in Exclude<keyof Law, 'law'>]: LawParameter };
  /** The rules beyond those common to all laws: one [broken, rule, key] for each. */
  rules(law: Law): readonly (readonly [broken: boolean, rule: string, key: string])[];
  /** [ω₋, ω₊], the smallest interval that is sure to hold every frequency. */
  support(law: Law): readonly [from: number, to: number];
  /** ρ_max, the least upper bound of the density; ∞ where there is no bounded density. */
  densityBound(law: Law): number;
  /**
   * ω_x. `uniform(k)` is the k-th independent number of site x, uniform on (0, 1); it may be asked for any k, so
   * that a site's frequency never depends on how many numbers another site needed.
   */
  frequency(law: Law, lattice: Torus, site: number, uniform: (k: number) => number): number;
}

const FROM: LawParameter = { kind: 'number', documentation: 'ω₋, the lower end of the support', default: 1 };
const TO: LawParameter = { kind: 'number', documentation: 'ω₊, the upper end of the support', default: 2 };

const extent = (values: readonly number[]): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b)),
  values.reduce((a, b) => Math.max(a, b)),
];

/** The laws by name. The first three satisfy the paper's hypothesis of a bounded density, the others break it. */
export const disorderLaws: {
  readonly [Name in LawName]: LawRecord<Extract<DisorderLaw, { readonly law: Name }>>;
} = {
  uniform: {
    title: 'uniform',
    documentation: 'Independent frequencies, uniform on [from, to].',
    parameters: { from: FROM, to: TO },
    rules: () => [],
    support: ({ from, to }) => [from, to],
    densityBound: ({ from, to }) => 1 / (to - from),
    frequency: ({ from, to }, _lattice, _site, uniform) => from + (to - from) * uniform(0),
  },
  'truncated-normal': {
    title: 'truncated normal',
    documentation:
      'Independent frequencies with the density of a Gaussian of the given mean and deviation, restricted to [from, to].',
    parameters: {
      mean: { kind: 'number', documentation: 'mean of the Gaussian before truncation', default: 1.5 },
      deviation: { kind: 'number', documentation: 'standard deviation before truncation', default: 0.25 },
      from: FROM,
      to: TO,
    },
    rules: ({ deviation }) => [[!(deviation > 0), 'deviation is not positive', 'deviation']],
    support: ({ from, to }) => [from, to],
    densityBound: (law) => 1 / bellIntegral(law),
    frequency: (law, _lattice, _site, uniform) => {
      const [from, to] = bellRange(law);
      for (let k = 0; ; k += 2) {
        const omega = from + (to - from) * uniform(k);
        if (uniform(k + 1) < bell(law, omega)) return omega;
      }
    },
  },
  triangular: {
    title: 'triangular',
    documentation:
      'Independent frequencies; the density rises linearly from 0 at from to its top at mode, and falls to 0 at to.',
    parameters: {
      from: FROM,
      mode: { kind: 'number', documentation: 'where the density is largest', default: 1.5 },
      to: TO,
    },
    rules: ({ from, mode, to }) => [[!(mode >= from && mode <= to), 'mode is not within [from, to]', 'mode']],
    support: ({ from, to }) => [from, to],
    densityBound: ({ from, to }) => 2 / (to - from),
    frequency: ({ from, mode, to }, _lattice, _site, uniform) => {
      const u = uniform(0);
      return u * (to - from) < mode - from
        ? from + Math.sqrt(u * (to - from) * (mode - from))
        : to - Math.sqrt((1 - u) * (to - from) * (to - mode));
    },
  },
  'two-valued': {
    title: 'two-valued',
    documentation:
      'Independent frequencies of only two values (the counterexample of Remark 1): resonances everywhere, no density.',
    parameters: {
      values: { kind: 'two numbers', documentation: 'the two values', default: [1, 2] },
      probability: { kind: 'number', documentation: 'probability of the first value', default: 0.5 },
    },
    rules: ({ values, probability }) => [
      [values[0] === values[1], 'the two values are equal', 'values'],
      [!(probability > 0 && probability < 1), 'probability is not within (0, 1)', 'probability'],
    ],
    support: ({ values }) => extent(values),
    densityBound: () => Infinity,
    frequency: ({ values, probability }, _lattice, _site, uniform) =>
      uniform(0) < probability ? values[0] : values[1],
  },
  periodic: {
    title: 'periodic',
    documentation:
      'No disorder: the m values repeat along every direction (the counterexample of Remark 2), ω_x = values[(x₁+…+x_d) mod m]; m divides N.',
    parameters: { values: { kind: 'numbers', documentation: 'the values of one period, in order' } },
    rules: () => [],
    support: ({ values }) => extent(values),
    densityBound: () => Infinity,
    frequency: ({ values }, lattice, site) =>
      values[coordinates(lattice, site).reduce((a, b) => a + b) % values.length] as number,
  },
  list: {
    title: 'list',
    documentation:
      'The frequency of every site, given in the order of the site numbers x₁ + N x₂ + …; N^d values.',
    parameters: { values: { kind: 'numbers', documentation: 'one value for each site' } },
    rules: () => [],
    support: ({ values }) => extent(values),
    densityBound: () => Infinity,
    frequency: ({ values }, _lattice, site) => values[site] as number,
  },
};

/** A law's record, for any law. */
export function lawRecord(law: DisorderLaw): LawRecord<DisorderLaw> {
  return disorderLaws[law.law];
}

/** Whether realisations of the law differ: those that give the values one by one have only one. */
export function isRandom({ law }: DisorderLaw): boolean {
  return law !== 'periodic' && law !== 'list';
}

/** The paper's hypothesis on the frequencies: independent, with a bounded density. */
export function hasBoundedDensity(law: DisorderLaw): boolean {
  return lawRecord(law).densityBound(law) < Infinity;
}

/**
 * A law from what a study file says, with defaults filled in.
 *
 * @param also keys that stand beside the law's own and were taken out before: an unknown key may be meant for one of them
 * @throws Invalid where the law or a parameter is unknown (naming the nearest), a parameter is missing or not a
 * finite number, a frequency would not be positive, from ≥ to, or a rule of that law is broken
 */
export function checkedLaw(spec: unknown, also: readonly string[] = []): DisorderLaw {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    throw new Invalid(
      'frequencies',
      'not a law with its parameters, such as {law: uniform, from: 1, to: 2}',
      spec,
    );
  }
  const given = spec as Readonly<Record<string, unknown>>;
  const names = Object.keys(disorderLaws);
  const name = given['law'];
  const misspelt =
    name === undefined ? Object.keys(given).find((key) => nearestKey(key, also) === 'law') : undefined;
  if (misspelt !== undefined)
    throw new Invalid('frequencies', 'unknown, the nearest is law', misspelt, misspelt);
  if (typeof name !== 'string')
    throw new Invalid('frequencies', `law is not one of ${names.join(', ')}`, name, 'law');
  if (!names.includes(name))
    throw new Invalid('frequencies', `unknown law, the nearest is ${closest(name, names)}`, name, 'law');
  const record = disorderLaws[name as LawName] as LawRecord<DisorderLaw>;
  const parameters = record.parameters as Readonly<Record<string, LawParameter>>;
  for (const key of Object.keys(given)) {
    if (key !== 'law' && !Object.hasOwn(parameters, key)) {
      const nearest = closest(key, ['law', ...also, ...Object.keys(parameters)]);
      throw new Invalid(
        'frequencies',
        `unknown parameter of the ${record.title} law, the nearest is ${nearest}`,
        key,
        key,
      );
    }
  }
  const entries = Object.entries(parameters).map(([key, parameter]) => [
    key,
    parameterValue(key, parameter, given[key]),
  ]);
  const law = Object.freeze({ law: name, ...Object.fromEntries(entries) }) as DisorderLaw;
  if ('from' in law && !(law.from < law.to))
    throw new Invalid('frequencies', `from is not below to (${String(law.to)})`, law.from, 'from');
  const [lowest] = record.support(law);
  if (!(lowest > 0))
    throw new Invalid('frequencies', 'not positive', lowest, 'from' in law ? 'from' : 'values');
  for (const [broken, rule, key] of record.rules(law)) {
    if (broken) throw new Invalid('frequencies', rule, (law as unknown as Record<string, unknown>)[key], key);
  }
  return law;
}

/** The nearest of the keys of all laws. */
function nearestKey(key: string, also: readonly string[]): string {
  const parameters = Object.values(disorderLaws).flatMap((record) => Object.keys(record.parameters));
  return closest(key, [...parameters, ...also, 'law']);
}

function parameterValue(
  key: string,
  { kind, default: usual }: LawParameter,
  given: unknown,
): number | readonly number[] {
  const value = given ?? usual;
  if (value === undefined) throw new Invalid('frequencies', `${key} is missing`, given, key);
  if (kind === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw new Invalid('frequencies', `${key} is not a finite number`, value, key);
    return value;
  }
  const rule = kind === 'numbers' ? 'a list of finite numbers' : 'a list of two finite numbers';
  const isList =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((v) => typeof v === 'number' && Number.isFinite(v));
  if (!isList || (kind === 'two numbers' && value.length !== 2))
    throw new Invalid('frequencies', `${key} is not ${rule}`, value, key);
  return Object.freeze([...(value as readonly number[])]);
}

/**
 * The law itself, where it can live on the lattice.
 *
 * @throws Invalid where a list does not have N^d values, or a period does not divide N
 */
export function lawOn(lattice: Torus, law: DisorderLaw): DisorderLaw {
  if (law.law === 'list' && law.values.length !== lattice.sites) {
    throw new Invalid(
      'frequencies',
      `the list does not have one value for each of ${String(lattice.sites)} sites`,
      law.values.length,
      'values',
    );
  }
  if (law.law === 'periodic' && lattice.size % law.values.length !== 0) {
    throw new Invalid(
      'frequencies',
      `the period does not divide the size ${String(lattice.size)}`,
      law.values.length,
      'values',
    );
  }
  return law;
}
