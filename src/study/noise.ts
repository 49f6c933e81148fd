import { realPower } from '../math/elementary.js';
import type { Reference } from '../data/references/reference.js';

/** ε' as a number, or as a power of ε: `epsilon^2`. */
export type Noise = number | { readonly power: number; readonly factor: number };

/** ε' as a power of ε: `epsilon`, `epsilon^2`, `0.5*epsilon^3`, `epsilon^1.5`. */
const POWER =
  /^\s*(?:(?<factor>[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?)\s*\*\s*)?epsilon(?:\s*(?:\^|\*\*)\s*(?<power>[0-9]{1,3}(?:\.[0-9]+)?))?\s*$/u;

const bernardinHuveneers2013: Reference = {
  key: 'BernardinHuveneers2013',
  authors: ['Bernardin, Cédric', 'Huveneers, François'],
  title: 'Small perturbation of a disordered harmonic chain by a noise and an anharmonic potential',
  journal: 'Probability Theory and Related Fields',
  volume: '157',
  pages: '301–331',
  year: 2013,
  doi: '10.1007/s00440-012-0458-8',
  arXiv: '1111.6383',
};

/** Everything about the noise of a study: its key, its rate, and how files write it. */
export const noise = {
  documentation:
    "flips of momenta, p_x → −p_x, each at the events of a Poisson clock of rate ε' of its own; they change no energy",
  meaning: "flip rate ε' of every momentum: a number, or a power such as `epsilon^2` or `0.5*epsilon^1.5`",
  unit: '1/time',
  pattern: POWER,
  references: [bernardinHuveneers2013] as readonly Reference[],
  /** From what a study file gives. */
  of(given: number | string): Noise {
    if (typeof given === 'number') return given;
    const { factor, power } = POWER.exec(given)?.groups ?? {};
    const found = { factor: Number(factor ?? 1), power: Number(power ?? 1) };
    return found.factor === 0 || found.power === 0 ? found.factor : found;
  },
  /** ε' at a given ε: a number, or factor·ε^power. */
  rate(value: Noise, epsilon: number): number {
    return typeof value === 'number' ? value : value.factor * realPower(epsilon, value.power);
  },
  /** As a study file gives it: a number, `epsilon^2`, `0.5*epsilon^3`. */
  text(value: Noise): number | string {
    if (typeof value === 'number') return value;
    const power = value.power === 1 ? 'epsilon' : `epsilon^${String(value.power)}`;
    return value.factor === 1 ? power : `${String(value.factor)}*${power}`;
  },
} as const;
