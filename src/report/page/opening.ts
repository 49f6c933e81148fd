import type { Json } from '../../data/frame.js';
import { kappaSymbol } from '../../result/quantity.js';
import type { Kappa, PointResult, StudyResult } from '../../result/result.js';
import { hamiltonianHtml } from './hamiltonian.js';
import { facts, paragraph } from './html.js';
import { superscript } from '../../data/notation.js';
import { plain, said } from '../../result/numbers.js';
import { noiseInWords, seriesOf, type EpsilonSeries } from '../../figure/series.js';
import { isSteady } from '../../result/steady-tables.js';

type Mapping = { readonly [key: string]: Json } | null | undefined;

/** What a report begins with: what was found, of which Hamiltonian, and what was done to find it. */
export function opening(result: StudyResult): string {
  return [
    ...foundInWords(result).map(paragraph),
    hamiltonianHtml(result.study['model']),
    facts(factsOf(result)),
  ].join('\n');
}

/** At most so many series get a sentence each; a table has the others. */
const MOST_SENTENCES = 4;

/** A sentence for each series. */
export function foundInWords(result: StudyResult): string[] {
  const series = seriesOf(result);
  const told = series.slice(0, MOST_SENTENCES).map((one) => sentence(one, result));
  const left = series.length - told.length;
  return left > 0 ? [...told, `The table below has ${String(left)} more series.`] : told;
}

const kappaAt = ({ epsilon, kappa }: PointResult): string =>
  `${said({ ...(kappa as Kappa), value: (kappa as Kappa).standard })} at ε = ${plain(epsilon)}`;

function sentence({ label, points }: EpsilonSeries, result: StudyResult): string {
  const of = (kind: Kappa['kind']): PointResult[] => points.filter(({ kappa }) => kappa?.kind === kind);
  const [values, bounds, open] = [of('value'), of('upper bound'), of('open')];
  const symbol = isSteady(result) ? 'κ_N' : kappaSymbol(points);
  const begin = `${label === '' ? '' : `${label}: `}${symbol} (standard)`;
  const [first, last, lowest] = [values[0], values.at(-1), bounds.at(-1)];
  const parts: string[] = [];
  if (first !== undefined && last !== undefined)
    parts.push(
      first === last ? `${begin} is ${kappaAt(first)}` : `${begin} is ${kappaAt(first)} and ${kappaAt(last)}`,
    );
  if (lowest !== undefined) {
    const count =
      bounds.length === 1
        ? 'there is one upper bound,'
        : `there are ${String(bounds.length)} upper bounds, the last one`;
    parts.push(`${parts.length === 0 ? `${begin} has no value yet, but ` : ''}${count} ${kappaAt(lowest)}`);
  }
  if (open.length > 0) {
    const where = open.map(({ epsilon }) => plain(epsilon)).join(', ');
    parts.push(`${parts.length === 0 ? `${begin} ` : 'it '}is open at ε = ${where}`);
  }
  if (parts.length === 0) return `${begin}: no point has a result yet.`;
  return `${[...parts, ...steepness(points)].join('; ')}.`;
}

/** The slope at the smallest ε where it is a value, and the largest lower bound. */
function steepness(points: readonly PointResult[]): string[] {
  const of = (kind: 'value' | 'lower bound') =>
    points.flatMap(({ epsilon, slope }) => (slope?.kind === kind ? [{ epsilon, slope }] : []));
  const at = ({ epsilon, slope }: ReturnType<typeof of>[number]): string =>
    `${said(slope)} at ε = ${plain(epsilon)}`;
  const [value, bound] = [
    of('value').at(-1),
    of('lower bound').sort((a, b) => b.slope.value - a.slope.value)[0],
  ];
  const both = [...(value ? [at(value)] : []), ...(bound ? [at(bound)] : [])];
  return both.length === 0 ? [] : [`the slope d ln κ/d ln ε is ${both.join(' and ')}`];
}

function factsOf(result: StudyResult): [string, string][] {
  const { study, points } = result;
  const model = study['model'] as Mapping;
  const baths = study['baths'] as Mapping;
  const pairs: [string, string][] = [];
  const add = (name: string, value: string | null): void => {
    if (value !== null && value !== '') pairs.push([name, value]);
  };
  const dimension = model?.['dimension'] ?? points[0]?.dimension ?? 1;
  add('lattice', `N = ${text(model?.['size'] ?? points[0]?.size)}, d = ${text(dimension)}`);
  add('V', potentialText(model?.['coupling']));
  add('U', potentialText(model?.['pinning']));
  add('frequencies ω', lawInWords(model?.['frequencies'] as Mapping));
  add('fields ω', lawInWords(model?.['fields'] as Mapping));
  add('masses m', lawInWords(model?.['masses'] as Mapping));
  add(
    baths ? 'baths' : 'temperature T',
    baths
      ? `T = ${text(baths['left'])} and ${text(baths['right'])}, friction ${text(baths['friction'])}`
      : listed(points.map(({ temperature }) => temperature)),
  );
  add('ε', listed(points.map(({ epsilon }) => epsilon)));
  add(
    "flips ε'",
    noiseInWords(result) === 'without noise' ? 'none' : noiseInWords(result).replace("ε' = ", ''),
  );
  add(
    'realisations × replicas × time',
    ['realisations', 'replicas', 'time'].map((key) => text(study[key] ?? 1)).join(' × '),
  );
  const times = points.flatMap(({ kappa }) => (kappa ? [kappa.time] : []));
  if (times.length > 0) add(baths ? 'mean over the time' : 'read at the time scale', range(times));
  return pairs;
}

function text(value: Json | undefined): string {
  if (typeof value === 'number') return plain(value, 6);
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

const sorted = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => b - a);

function listed(values: readonly number[]): string {
  const all = sorted(values);
  const shown = all.length > 12 ? [...all.slice(0, 5), null, ...all.slice(-2)] : all;
  return shown.map((value) => (value === null ? '…' : plain(value, 6))).join(', ');
}

function range(values: readonly number[]): string {
  const all = sorted(values);
  const [most, least] = [plain(all[0] ?? 0), plain(all.at(-1) ?? 0)];
  return most === least ? most : `${least} to ${most}`;
}

/** `r^4/4` as r⁴/4. */
function potentialText(value: Json | undefined): string | null {
  return typeof value === 'string'
    ? value.replaceAll(/\^(\d+)/gu, (_, exponent: string) => superscript(Number(exponent)))
    : null;
}

/** A law of disorder as a study file has it: `uniform on [1, 2]`. */
function lawInWords(law: Mapping): string | null {
  const name = law?.['law'];
  if (!law || typeof name !== 'string') return null;
  const get = (key: string): string => text(law[key]);
  const values = Array.isArray(law['values']) ? (law['values'] as readonly Json[]).map(text) : [];
  const few = values.length > 6 ? [...values.slice(0, 6), `… ${String(values.length)} values`] : values;
  const words: Readonly<Record<string, string>> = {
    uniform: `uniform on [${get('from')}, ${get('to')}]`,
    'truncated-normal': `normal of mean ${get('mean')} and deviation ${get('deviation')}, cut to [${get('from')}, ${get('to')}]`,
    triangular: `triangular on [${get('from')}, ${get('to')}] with its peak at ${get('mode')}`,
    'two-valued': `${values.join(' or ')}, the first with probability ${get('probability')}`,
    periodic: `periodic: ${few.join(', ')}`,
    list: `given site by site: ${few.join(', ')}`,
  };
  const own = Object.hasOwn(words, name) ? (words[name] as string) : JSON.stringify(law);
  const known = law['of'] === 'square' ? `squares ${own}` : own;
  return law['plane'] === true ? `${known}, in the plane ω₁ = 0` : known;
}
