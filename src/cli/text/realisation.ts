import { frequencies } from '../../lattice/realisation.js';
import { torus, type Torus } from '../../lattice/torus.js';
import { studyId } from '../../plan/identity.js';
import type { Study } from '../../study/study.js';
import { isOf } from '../../models/models.js';
import type { OscillatorsStudy } from '../../models/oscillators/spec.js';
import { Refusal } from '../failure.js';
import { large } from '../numbers.js';
import { short } from '../../data/digits.js';

/** One realisation of a study's frequencies. */
export interface Realisation {
  readonly lattice: Torus;
  /** ω of all N^d sites. */
  readonly frequencies: Float64Array;
}

/**
 * The study, for what is done for the model of section 2 alone.
 *
 * @throws Refusal for another kind of model
 */
export function oscillatorsStudy(study: Study): OscillatorsStudy {
  if (!isOf(study, 'oscillators'))
    throw new Refusal('kind', 'not oscillators, for which alone this is done', study.model.kind);
  return study;
}

/** Sites whose frequencies, and the weights of whose bonds, fit in a few gigabytes. */
const MOST_SITES = 1e8;

/**
 * @param number from 0
 * @throws Refusal for a lattice that is too large
 */
export function realisationOf({ model, seed }: OscillatorsStudy, number: number): Realisation {
  const lattice = torus(model.dimension, model.size);
  if (lattice.sites > MOST_SITES) {
    throw new Refusal(
      'size',
      `more than ${large(MOST_SITES)} sites, which is as many as this command takes`,
      String(model.size),
    );
  }
  return { lattice, frequencies: frequencies(model.frequencies, lattice, seed, number) };
}

/** Order of the hierarchy that the estimator of a study uses, 1 at least: what both commands of the proof start from. */
export function usualOrder({ dressing }: Study): number {
  return Math.max(1, dressing);
}

/** The first line of what is told of a study. */
export function titleLine(study: Study): string {
  return `${study.title} (${studyId(study)})`;
}

/** ω·ξ as people write it, `ω₃ − 2ω₄`; ξ by site number. */
export function combination(xi: Readonly<Record<string, number>>): string {
  return Object.entries(xi)
    .map(([site, factor], i) => {
      const size = Math.abs(factor);
      const sign = factor < 0 ? (i === 0 ? '−' : ' − ') : i === 0 ? '' : ' + ';
      return `${sign}${size === 1 ? '' : String(size)}ω${subscript(site)}`;
    })
    .join('');
}

/** A number with digits that stand low. */
export function subscript(number: number | string): string {
  return String(number).replace(/\d/gu, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
}

/** A number with digits that stand high. */
export function superscript(number: number): string {
  return String(number).replace(/\d/gu, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit)));
}

/** Three digits, with a power of ten where it is small or large; `–` where there is no number. */
export function three(value: number | null): string {
  if (value === null) return '–';
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5)) {
    return value.toExponential(2).replace('e+', 'e');
  }
  return short(value, 3);
}
