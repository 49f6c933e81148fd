import { gibbsAverages } from '../../../gibbs/averages.js';
import { CHAINS, chainMoves } from '../../../gibbs/chain-means.js';
import { samplerStep } from '../../../gibbs/pilot.js';
import { schemes } from '../../../kernel/scheme.js';
import type { ControlledMean } from '../../../math/control-variate.js';
import { confinement } from '../../../potential/confinement.js';
import { expansion } from '../../../proof/hierarchy/expansion.js';
import type { Hierarchy } from '../../../proof/hierarchy/hierarchy.js';
import { LIMITS } from '../../../estimate/limits.js';
import { sequenceGroup } from '../../../study/sequence-group.js';
import type { OscillatorsStudy } from '../spec.js';
import type { Realisation } from '../realisation.js';
import type { HierarchyReport } from '../../../proof/hierarchy/report.js';
import { Invalid } from '../../../data/invalid.js';
import type { HierarchyRequest, Watch } from '../../hierarchy.js';
import { superscript } from '../../../data/notation.js';
import { short, three } from '../../../data/digits.js';

/** One function at ε. */
interface SampledFunction {
  /** ⟨f²⟩^{1/2}; null where the estimate of ⟨f²⟩ is not above 0. */
  readonly norm: ControlledMean | null;
}

/** One order at ε. */
interface SampledOrder extends SampledFunction {
  readonly order: number;
  /** ⟨u⁽ᵏ⁾⟩. */
  readonly mean: ControlledMean;
}

/** What `falloff hierarchy --sampled` adds: averages over the Gibbs measure at the report's ε. */
export interface SampledReport {
  readonly chains: number;
  /** Points of phase space, of all chains together. */
  readonly samples: number;
  readonly acceptance: number;
  /** Split R-hat of the potential energy. */
  readonly splitRhat: number;
  readonly orders: readonly SampledOrder[];
  /** The functions that are left at the end of (11), where they were asked for; their means are 0, as they are odd in the momenta. */
  readonly remainder?: SampledFunction;
  readonly v?: SampledFunction;
}

/** The default number of points of phase space. */
const SAMPLES = 100_000;

/** So few chains that make half of the scatter leave its error in doubt: with Gaussian ones it happens in 1 of 140 cases. */
const FEW_CARRIERS = 2;

/** Refuses an ε, not one of the study's, at which there is no Gibbs measure. */
export function checkConfined({ model }: OscillatorsStudy, epsilon: number): void {
  const { coupling, pinning, frequencies: law, dimension } = model;
  const { holds, reason } = confinement(coupling.potential, pinning.potential, epsilon, law, dimension);
  if (!holds) throw new Invalid('epsilon', `without a Gibbs measure to be sampled (${reason})`, epsilon);
}

/**
 * The averages at the report's ε and T of the functions of one bond.
 *
 * @param report of the same hierarchy, whose norms at ε = 0 are the control variates' known averages
 * @throws Invalid where no step of the sampler will do
 */
export function sampledReport(
  { model, seed, scheme }: OscillatorsStudy,
  { lattice, frequencies }: Realisation,
  { orders, remainder, v, surroundings }: Hierarchy,
  report: Omit<HierarchyReport, 'temperature' | 'warnings'> & { readonly temperature: number },
  { realisation, samples = SAMPLES, force }: HierarchyRequest,
  watch: Watch,
): SampledReport {
  const { epsilon, temperature } = report;
  const rest = [
    { f: remainder, norm: report.remainder?.norm },
    { f: v, norm: report.v?.norm },
  ];
  const functions = [...orders.map(({ u }, k) => ({ f: u, norm: report.orders[k]?.norm })), ...rest].flatMap(
    ({ f, norm }) => (f === null ? [] : [{ f: expansion(f, surroundings), norm: norm ?? NaN }]),
  );
  const form = {
    lattice,
    rotations: frequencies,
    typical: frequencies,
    coupling: model.coupling.potential,
    pinning: model.pinning.potential,
    strength: epsilon,
  };
  const how = { form, scheme: schemes[scheme], temperature, seed };
  const each = Math.ceil(samples / CHAINS);
  const work = watch({
    // The chains, and those at ε = 0 that go along.
    total: 2 * chainMoves(each),
    key: 'samples',
    value: String(samples),
    patient: force === true,
  });
  const found = gibbsAverages({
    ...how,
    told: work.tick,
    step: samplerStep({ ...how, epsilon }),
    functions: functions.map(({ f }) => f),
    pairs: functions.map((_, i) => [i, i]),
    samples: each,
    group: sequenceGroup({ epsilon, noise: 0, temperature }, realisation),
    // No function has a monomial with k = l.
    uncoupled: { means: functions.map(() => 0), products: functions.map(({ norm }) => norm * norm) },
  });
  work.end();
  const at = (i: number): SampledFunction => ({ norm: root(found.products[i] as ControlledMean) });
  return {
    chains: CHAINS,
    samples: CHAINS * each,
    acceptance: found.acceptance,
    splitRhat: found.diagnostics.splitRhat,
    orders: orders.map(({ order }, i) => ({ order, ...at(i), mean: found.means[i] as ControlledMean })),
    ...(remainder !== null && { remainder: at(orders.length) }),
    ...(v !== null && { v: at(orders.length + 1) }),
  };
}

/** The root of an estimate, to first order in its error. */
function root({ value, error, carriers }: ControlledMean): ControlledMean | null {
  if (value === 0 && error === 0) return { value, error, carriers };
  if (!(value > 0)) return null;
  const norm = Math.sqrt(value);
  return { value: norm, error: error / (2 * norm), carriers };
}

/** A function by its name, with what it is known to be at ε = 0. */
export interface NamedFunction extends SampledFunction {
  readonly name: string;
  readonly mean: ControlledMean | null;
}

export function named({ orders, remainder, v }: SampledReport): NamedFunction[] {
  const last = superscript(orders.length);
  return [
    ...orders.map(({ order, ...own }) => ({ name: `u⁽${superscript(order)}⁾`, ...own })),
    ...(remainder === undefined ? [] : [{ name: `A_anh u⁽${last}⁾`, ...remainder, mean: null }]),
    ...(v === undefined ? [] : [{ name: `v⁽${last}⁾`, ...v, mean: null }]),
  ];
}

/** What is in doubt of them. */
export function sampledDoubts(sampled: SampledReport): string[] {
  const { acceptance, splitRhat } = sampled;
  const functions = named(sampled);
  const hanging = functions.filter(({ norm, mean }) =>
    [norm, mean].some((one) => one !== null && one.error > 0 && one.carriers <= FEW_CARRIERS),
  );
  const lost = functions.filter(({ norm }) => norm === null);
  const names = (some: readonly NamedFunction[]): string => some.map(({ name }) => name).join(', ');
  const [mixed, moving] = [splitRhat <= LIMITS.splitRhat, acceptance >= LIMITS.acceptance];
  // Of chains shorter than four moves there is no split R-hat.
  if (Number.isNaN(splitRhat))
    return ['So few points cannot tell whether the chains have mixed: take more --samples.'];
  return [
    ...(mixed
      ? []
      : [`The chains have not mixed: split R-hat ${short(splitRhat, 4)} > ${String(LIMITS.splitRhat)}.`]),
    ...(moving ? [] : [`Only ${three(100 * acceptance)} % of the moves were accepted.`]),
    ...(hanging.length === 0
      ? []
      : [
          `One or two chains make half of the scatter of ${names(hanging)}: the error is in doubt, more --samples would tell.`,
        ]),
    ...(lost.length === 0
      ? []
      : [
          `The mean square of ${names(lost)} is lost in its error, so that there is no norm: more --samples would tell.`,
        ]),
  ];
}
