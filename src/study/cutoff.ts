import { tapers } from '../estimate/window.js';
import type { Steps } from '../gibbs/pilot.js';
import { GibbsSampler } from '../gibbs/sampler.js';
import { DressingKernel, dressingLength } from '../kernel/dressing.js';
import { FlipClocks, flipProbability } from '../kernel/flips.js';
import { Kernel } from '../kernel/kernel.js';
import { Pyramid, pyramidLength, scales, windowLength } from '../kernel/pyramid.js';
import { schemes } from '../kernel/scheme.js';
import type { Term } from '../kernel/transfer-kernel.js';
import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import type { Expansion } from '../model/expansion.js';
import { oscillators } from '../model/oscillators.js';
import { dressingOrders } from './dressing.js';
import type { OscillatorsSpec, StudyOf } from './study.js';
import type { Point } from './point.js';

/** The |ω·ξ| below which terms may be left out of a dressing. */
const CUTOFFS: readonly number[] = [0, 0.01, 0.02, 0.05, 0.1, 0.2];
/** Resonances are a local matter, and enough bonds must be seen to meet some. */
const PILOT_SITES = 64;
const TRAJECTORIES = 32;
const PILOT_SAMPLES = 512;
const LANES = 4;
/** Windows of all replicas together that the judging scale has at least. */
const FEWEST_WINDOWS = 32;
/** Random numbers that no replica of a study uses: no group of a point is known to be this word. */
const GROUP = 0xfffffffe;

interface Candidate {
  readonly cutoff: number;
  readonly orders: readonly Expansion[];
}

/**
 * The cutoff of a point's dressing: the one that leaves the least variance in a short pilot run of four replicas of the first
 * realisation (or its first sites). All candidates are judged on the same trajectory by
 *
 *     1/Σ_b 1/V_b,   V_b = ⟨Y_b²⟩, Y_b the Hann-windowed increments of Q_b + Σ_k εᵏu_b⁽ᵏ⁾,
 *
 * which is the variance that weights ψ_b ∝ 1/V_b leave of Σ_b ψ_b Y_b on a ring: a bond that is resonant whatever the cutoff does
 * not count, as the weights avoid it. The windows are the longest of which at least 32 are seen.
 *
 * A pure function of its arguments. A cutoff that leaves a coefficient infinite (an exact resonance) is no candidate.
 */
export function chosenCutoff(
  study: StudyOf<OscillatorsSpec>,
  point: Point,
  steps: Steps,
  frequencies: Float64Array,
): number {
  const { model, seed } = study;
  const { epsilon, noise } = point;
  const { dimension } = model;
  let size = model.size;
  while (size ** dimension > PILOT_SITES && size > 3) size -= 1;
  const lattice = torus(dimension, size);
  const omega = frequencies.slice(0, lattice.sites);
  const candidates: Candidate[] = CUTOFFS.map((cutoff) => ({
    cutoff,
    orders: dressingOrders(study, lattice, omega, cutoff),
  })).filter(({ orders }) => orders.every(({ coefficients }) => coefficients.every(Number.isFinite)));

  const coupling = model.coupling.polynomial;
  const pinning = model.pinning.polynomial;
  const samples = Math.min(PILOT_SAMPLES, Math.ceil(study.time / (steps.sampling * steps.step)));
  const shape = scales(samples, PILOT_SAMPLES);
  const vector = lattice.bonds * LANES;
  const elements = candidates.length * lattice.bonds;
  const pyramidSize = pyramidLength(shape.length, elements, LANES);
  const tables = candidates.flatMap(({ orders }) =>
    orders.map((f) => 2 * Math.ceil(dressingLength(f, LANES) / 2)),
  );
  const extra =
    pyramidSize + (candidates.length + study.dressing) * vector + tables.reduce((a, b) => a + b, 0);
  const kernel = new Kernel({
    lattice,
    coupling,
    pinning,
    scheme: schemes[study.scheme],
    lanes: LANES,
    extra,
  });
  const pyramid = new Pyramid(kernel, kernel.at.extra, elements, hann(), shape);
  const dressed = kernel.at.extra + 8 * pyramidSize;
  const scratch = dressed + 8 * candidates.length * vector;
  let address = scratch + 8 * study.dressing * vector;
  const functions = candidates.map(({ orders }) => {
    let scale = 1;
    return orders.map((f) => {
      scale *= epsilon;
      const compiled = new DressingKernel(kernel, address, f, scale);
      address += 16 * Math.ceil(dressingLength(f, LANES) / 2);
      return compiled;
    });
  });

  equilibrate(study, kernel, steps, omega, point);
  kernel.tune(omega, epsilon, steps.step);
  kernel.transfers = new Float64Array(vector);
  const clocks = new FlipClocks(
    lattice.sites,
    flipProbability(noise, steps.step),
    Array.from(
      { length: LANES },
      (_, member) => new RandomSequence({ seed, stream: 'pilot', group: GROUP, member }),
    ),
  );
  const transfers: Term = { coefficient: 1 / 4, address: kernel.at.transfers };
  for (let sample = 0; sample < samples; sample++) {
    for (let step = 0; step < steps.sampling; step++) {
      kernel.run(1, clocks.draw(sample * steps.sampling + step, 1));
    }
    functions.forEach((orders, c) => {
      orders.forEach((f, k) => {
        f.evaluate(scratch + 8 * k * vector);
      });
      const added = orders.map((_, k): Term => ({ coefficient: 1, address: scratch + 8 * k * vector }));
      kernel.combine(dressed + 8 * c * vector, [transfers, ...added], vector);
    });
    pyramid.push([{ coefficient: 1, address: dressed }]);
  }
  const judging = shape.findLastIndex(({ starts }) => LANES * starts.length >= FEWEST_WINDOWS);
  if (judging < 0) return DEFAULT_CUTOFF;
  const left = seriesVariances(pyramid.windows[judging] as Float32Array, candidates.length, lattice.bonds);
  const best = left.indexOf(Math.min(...left));
  return candidates[best]?.cutoff ?? DEFAULT_CUTOFF;
}

/** Where a run is too short to judge. */
const DEFAULT_CUTOFF = 0.05;

function hann(): Float64Array[] {
  return tapers(['hann'], windowLength).map(({ values }) => values);
}

/** Leaves the kernel at a sample of the Gibbs measure. */
function equilibrate(
  study: StudyOf<OscillatorsSpec>,
  kernel: Kernel,
  steps: Steps,
  frequencies: Float64Array,
  point: Point,
): void {
  const { epsilon, temperature } = point;
  const [coupling, pinning] = [study.model.coupling.polynomial, study.model.pinning.polynomial];
  const model = oscillators({ lattice: kernel.lattice, frequencies, coupling, pinning, epsilon });
  kernel.tune(frequencies, epsilon, steps.samplerStep);
  const sampler = new GibbsSampler(kernel, model.frequencies, temperature, steps.samplerStep, TRAJECTORIES, {
    seed: study.seed,
    group: GROUP,
    firstReplica: 0,
  });
  sampler.start();
  while (sampler.length < TRAJECTORIES) sampler.advance();
}

/** 1/Σ_b 1/V_b of every candidate, from windows [window][candidate][bond]. */
function seriesVariances(windows: Float32Array, candidates: number, bonds: number): number[] {
  const squares = new Float64Array(candidates * bonds);
  windows.forEach((y, i) => {
    const at = i % squares.length;
    squares[at] = (squares[at] as number) + y * y;
  });
  return Array.from({ length: candidates }, (_, c) => {
    let conductance = 0;
    for (let b = 0; b < bonds; b++) conductance += 1 / (squares[c * bonds + b] as number);
    return 1 / conductance;
  });
}
