import { closest } from 'fastest-levenshtein';
import { notOneOf } from '../data/nearest.js';
import { boundsProblem } from '../data/parameter.js';
import { Invalid } from '../data/invalid.js';
import type { LawParameter, LawRecord } from './laws/law.js';
import { listLaw } from './laws/list.js';
import { periodicLaw } from './laws/periodic.js';
import { rootLaw } from './laws/root.js';
import { triangularLaw } from './laws/triangular.js';
import { truncatedNormalLaw } from './laws/truncated-normal.js';
import { twoValuedLaw } from './laws/two-valued.js';
import { uniformLaw } from './laws/uniform.js';
import type { Torus } from './torus.js';

/** The laws by name. The first three satisfy the paper's hypothesis of a bounded density, the others violate it. */
export const disorderLaws = {
  uniform: uniformLaw,
  'truncated-normal': truncatedNormalLaw,
  triangular: triangularLaw,
  'two-valued': twoValuedLaw,
  periodic: periodicLaw,
  list: listLaw,
} as const;

export type LawName = keyof typeof disorderLaws;

type LawOf<Record> = Record extends LawRecord<infer Law> ? Law : never;

/**
 * The checked law (`checkedLaw`) of a positive number at every site, such as the frequency ω_x; `of: square`: the law, with its parameters, is that of the
 * number's square.
 */
export type DisorderLaw = LawOf<(typeof disorderLaws)[LawName]> & { readonly of?: 'square' };

/** A law's record, for any law: of the number itself, also where the law is given for its square. */
export function lawRecord(law: DisorderLaw): LawRecord<DisorderLaw> {
  const record: LawRecord<DisorderLaw> = disorderLaws[law.law];
  return law.of === 'square' ? rootLaw(record) : record;
}

/** Whether realisations of the law differ; a law that lists its values has only one realisation. */
export function isRandom(law: DisorderLaw): boolean {
  return lawRecord(law).random;
}

/** The paper's hypothesis on the frequencies: independent, with a bounded density. */
export function hasBoundedDensity(law: DisorderLaw): boolean {
  return lawRecord(law).densityBound(law) < Infinity;
}

/**
 * A law as given in a study file, with defaults filled in.
 *
 * @param also keys allowed beside the law's own, which the caller has removed: an unknown key may be a misspelling of
 * one of them
 * @throws Invalid if the law or a parameter is unknown (naming the nearest one), a parameter is missing or not a finite
 * number, a frequency could be ≤ 0, from ≥ to, or a rule of that law is broken
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
  if (typeof name !== 'string' || !names.includes(name))
    throw new Invalid('frequencies', `law is ${notOneOf(names, name)}`, name, 'law');
  const record = disorderLaws[name as LawName] as LawRecord<DisorderLaw>;
  const parameters = record.parameters as Readonly<Record<string, LawParameter>>;
  for (const key of Object.keys(given)) {
    if (key !== 'law' && key !== 'of' && !Object.hasOwn(parameters, key)) {
      const nearest = closest(key, ['law', 'of', ...also, ...Object.keys(parameters)]);
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
  const { of } = given;
  if (of !== undefined && of !== 'square') throw new Invalid('frequencies', 'of is not square', of, 'of');
  const law = Object.freeze({
    law: name,
    ...Object.fromEntries(entries),
    ...(of !== undefined && { of }),
  }) as DisorderLaw;
  if ('from' in law && !(law.from < law.to))
    throw new Invalid('frequencies', `from is not below to (${String(law.to)})`, law.from, 'from');
  const [lowest] = record.support(law);
  if (!(lowest > 0))
    throw new Invalid('frequencies', 'not positive', lowest, 'from' in law ? 'from' : 'values');
  for (const [key, { kind, bounds = {} }] of Object.entries(parameters)) {
    const value = (law as unknown as Record<string, unknown>)[key];
    const problem = kind === 'number' ? boundsProblem(value as number, bounds) : null;
    if (problem !== null) throw new Invalid('frequencies', `${key} is ${problem}`, value, key);
  }
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
  const value = given === undefined ? usual : given;
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
 * The law itself, if it fits the lattice.
 *
 * @throws Invalid if a list does not have N^d values, or a period does not divide N
 */
export function lawOn(lattice: Torus, law: DisorderLaw): DisorderLaw {
  const rule = lawRecord(law).misfit?.(law, lattice) ?? null;
  if (rule !== null) {
    const { values } = law as { readonly values?: readonly number[] };
    throw new Invalid('frequencies', rule, values?.length, 'values');
  }
  return law;
}
