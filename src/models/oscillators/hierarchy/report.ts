import { head, tail, type Torus } from '../../../lattice/torus.js';
import type { Hierarchy } from '../../../proof/hierarchy/hierarchy.js';
import type { Surroundings } from '../../../proof/hierarchy/neighbourhood.js';
import { coefficientsInZ, writeDenominators, type Observable } from '../../../proof/hierarchy/observable.js';
import {
  bySite,
  finite,
  reportedFunctions,
  type FunctionReport,
  type HierarchyReport,
  type OrderReport,
} from '../../../proof/hierarchy/report.js';
import type { SampledReport } from './sampled.js';

/** One term c·Re(Π_x z_x^{k_x} z̄_x^{l_x}), k and l for each of the report's sites. */
export interface OscillatorsTerm {
  readonly k: readonly number[];
  readonly l: readonly number[];
  readonly value: number;
}

/** Monomials z^k z̄^l are counted with both of each conjugate pair: twice the number of terms. Those left out by a cutoff do not count. */
export interface OscillatorsOrder extends OrderReport<OscillatorsTerm> {
  /** The ξ of the smallest denominator, site number by site number, zeros left out: what resonates most. */
  readonly smallestXi: Readonly<Record<string, number>>;
}

export interface OscillatorsReport extends HierarchyReport<OscillatorsOrder> {
  readonly temperature: number;
  /** Averages at ε, where they were asked for. */
  readonly sampled?: SampledReport;
}

export interface OscillatorsReportOptions {
  readonly lattice: Torus;
  /** The hierarchy of one bond or several. */
  readonly hierarchy: Hierarchy;
  readonly epsilon: number;
  /** T, for the norms. */
  readonly temperature: number;
  /** Whether to list the terms. Default false. */
  readonly terms?: boolean;
  /** The bond's place among those of the hierarchy. Default 0. */
  readonly place?: number;
}

/** A report in closed form, which has nothing in doubt. */
export type ExactReport = Omit<OscillatorsReport, 'sampled' | 'warnings'>;

/** The hierarchy (8)–(11) of one bond in numbers. @throws RangeError where there is no such bond */
export function oscillatorsReport(options: OscillatorsReportOptions): ExactReport {
  const { lattice, hierarchy: own, epsilon, temperature, terms = false, place = 0 } = options;
  const every = own.surroundings.bonds.length;
  const bond = own.surroundings.bonds[place];
  if (bond === undefined) throw new RangeError(`invalid place; no such bond: ${String(place)}`);
  const single = at(own.surroundings, place);
  const norm = (f: Observable): number | null => finite(own.norms(f, temperature)[place] as number);
  return {
    bond: [tail(lattice, bond), head(lattice, bond)],
    sites: [...single.sites],
    frequencies: [...single.frequencies],
    epsilon,
    temperature,
    ...reportedFunctions(
      own,
      ({ order, u, smallestDenominators }): OscillatorsOrder => {
        const part = ownPart(u, every, place);
        const smallest = smallestDenominators[place] as number;
        const present = termsOf(part);
        return {
          order,
          monomials: 2 * present.length,
          smallestDenominator: finite(smallest),
          smallestXi: xiOf(part, single, smallest),
          norm: norm(u),
          ...(terms && { terms: listed(part, single, present) }),
        };
      },
      (f): FunctionReport => ({
        monomials: 2 * termsOf(ownPart(f, every, place)).length,
        norm: norm(f),
      }),
    ),
  };
}

/** The surroundings of one bond of several. */
function at(around: Surroundings, place: number): Surroundings {
  const every = around.bonds.length;
  return {
    neighbourhood: around.neighbourhood,
    bonds: [around.bonds[place] as number],
    sites: around.sites.filter((_, i) => i % every === place),
    frequencies: around.frequencies.filter((_, i) => i % every === place),
  };
}

/** The numbers of the monomials that a function of one bond has. */
function termsOf({ monomials, coefficients }: Observable): number[] {
  return Array.from({ length: monomials.count }, (_, m) => m).filter((m) => coefficients[m] !== 0);
}

function listed(f: Observable, around: Surroundings, present: readonly number[]): OscillatorsTerm[] {
  const sites = around.neighbourhood.offsets.map((_, x) => x);
  const values = coefficientsInZ(f, around);
  return present.map((m) => ({
    k: sites.map((x) => f.monomials.k(m, x)),
    l: sites.map((x) => f.monomials.l(m, x)),
    value: values[m] as number,
  }));
}

/** A function of one bond of several. */
function ownPart(f: Observable, every: number, place: number): Observable {
  return { ...f, coefficients: f.coefficients.filter((_, i) => i % every === place) };
}

/** The first ξ of a function of one bond with the given |ω·ξ|. */
function xiOf(u: Observable, around: Surroundings, denominator: number): Record<string, number> {
  const value = new Float64Array(1);
  for (let m = 0; m < u.monomials.count; m++) {
    writeDenominators(u.monomials, m, around, value);
    if (u.coefficients[m] === 0 || Math.abs(value[0] as number) !== denominator) continue;
    return bySite(around.sites, (x) => u.monomials.k(m, x) - u.monomials.l(m, x));
  }
  return {};
}
