import { bestCurve } from '../estimate/weights/crossfit.js';
import type { RealisationRecord, ScaleRecord } from '../estimate/record.js';
import type { WindowKind } from '../estimate/window.js';
import { windowMeanSquares } from '../estimate/weights/squares.js';
import { layoutOf } from '../estimate/weights/candidates.js';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { mean, standardError } from '../math/statistics.js';
import { polynomials } from '../models/oscillators/polynomials.js';
import { resonances } from '../proof/resonance/resonances.js';
import { unitFrames } from '../simulate/frames.js';
import { realisationRecord } from '../result/record.js';
import { studyFrom } from '../plan/file/schema.js';
import { isOf } from '../models/models.js';
import type { Study } from '../study/study.js';
import type { Measurement } from './measurement.js';

/** Seeds of the realisations that the ratio is averaged over: of one alone it may be off by a factor, as rare events decide. */
const SEEDS = [1, 2, 3];

function studyText(epsilon: number, seed: number): string {
  return `model: {size: 64, coupling: r^4/4, frequencies: {law: uniform, from: 1, to: 2}}
temperature: 1
epsilon: ${String(epsilon)}
replicas: 32
time: 5000
dressing: 0
seed: ${String(seed)}
`;
}

/** A window and the weights of the bonds, to be tried on some replicas and applied to others. */
interface WindowedWeights {
  readonly name: string;
  readonly window: WindowKind;
  readonly psi: Float64Array;
}

/** ψ₁ of Lemma 3 for every ξ that the hierarchy meets up to order n, n = 1, 2, with α = 1 and many δ. */
function rerouted(study: Study): { readonly name: string; readonly psi: Float64Array }[] {
  if (!isOf(study, 'oscillators'))
    throw new RangeError(`invalid benchmark; not of oscillators: ${study.model.kind}`);
  const { model, seed } = study;
  const lattice = torus(model.dimension, model.size);
  const omega = frequencies(model.frequencies, lattice, seed, 0);
  const set = polynomials(model);
  return [1, 2].flatMap((order) =>
    [0.01, 0.03, 0.1, 0.2, 0.3, 0.5, 0.7].map((delta) => ({
      name: `n = ${String(order)}, δ = ${String(delta)}`,
      psi: resonances(lattice, model.frequencies, omega, { order, set, alpha: 1, delta }).psi1,
    })),
  );
}

/**
 * κ_standard at one time scale with the candidate that leaves least: chosen on one half of the replicas, applied to the other half, and the
 * other way round, so that the choice does not flatter itself.
 */
function left(
  record: RealisationRecord,
  scale: ScaleRecord,
  candidates: readonly WindowedWeights[],
): { value: number; names: string[] } {
  const halves = [0, 1].map((half) => scale.replicas.map((_, r) => r).filter((r) => r % 2 === half));
  const applied = ({ window, psi }: WindowedWeights, replicas: readonly number[]): number =>
    record.prefactor * mean(windowMeanSquares(scale, layoutOf(record, window), replicas, psi));
  const found = halves.map((own, half) => {
    const others = halves[1 - half] as number[];
    const scores = candidates.map((candidate) => applied(candidate, others));
    const chosen = candidates[scores.indexOf(Math.min(...scores))] as WindowedWeights;
    return { value: applied(chosen, own), name: chosen.name };
  });
  return { value: mean(found.map(({ value }) => value)), names: found.map(({ name }) => name) };
}

/** κ at the longest time scale with four windows at least: with ψ = 1, with Lemma 3's ψ₁, and with the optimal weights (cross-fitted too). */
function compared(epsilon: number, seed: number) {
  const study = studyFrom(studyText(epsilon, seed), 'bench.yaml');
  const record = realisationRecord(study, 0, [...unitFrames(study).values()]);
  const best = bestCurve(record);
  const scale = record.scales.findLast(({ windows }) => windows >= 4) as ScaleRecord;
  const windows = [...new Set(record.tapers.map(({ kind }) => kind))];
  const tried = (weights: readonly { readonly name: string; readonly psi: Float64Array }[]) =>
    left(
      record,
      scale,
      windows.flatMap((window) => weights.map((one) => ({ ...one, window }))),
    );
  const lemma = tried(rerouted(study));
  return {
    time: scale.time,
    uniform: tried([{ name: '', psi: record.graph.aims }]).value,
    lemma: lemma.value,
    names: lemma.names,
    optimal: mean(best.find(({ time }) => time === scale.time)?.values ?? new Float64Array()),
  };
}

/**
 * What the weights ψ₁ of Lemma 3 leave of the windowed increments of real trajectories, against the optimal ones of the estimator
 * and against ψ = 1: how much is lost by rerouting with whole numbers, and around resonant bonds only.
 */
export function weightMeasurements(): Measurement[] {
  return [0.1, 0.03, 0.01].map((epsilon) => {
    const found = SEEDS.map((seed) => compared(epsilon, seed));
    const meanOf = (of: (one: (typeof found)[number]) => number): number =>
      Math.exp(mean(found.map((one) => Math.log(of(one)))));
    const each = found
      .map((one) => [one.uniform, one.lemma, one.optimal].map((value) => value.toExponential(1)).join(' → '))
      .join('; ');
    const spread = Math.exp(standardError(found.map(({ lemma, optimal }) => Math.log(lemma / optimal))));
    const sets = [...new Set(found.flatMap(({ names }) => names))].join('; ');
    return {
      name: `weights.windows.epsilon-${String(epsilon)}`,
      value: meanOf(({ lemma, optimal }) => lemma / optimal),
      unit: '1',
      note:
        `κ with Lemma 3's ψ₁ over κ with the optimal weights, geometric mean of ${String(SEEDS.length)} realisations, known to a factor of ${spread.toFixed(1)}, windows of about ${(found[0]?.time ?? 0).toFixed(0)}, ` +
        `d = 1, N = 64, V = r^4/4, 32 replicas; ψ = 1 → Lemma 3 → optimal: ${each}; sets chosen: ${sets}`,
    };
  });
}
