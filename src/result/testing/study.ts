import { exp, log } from '../../math/elementary.js';
import { RandomSequence } from '../../math/random.js';
import type { CurvePoint, PointResult, StudyResult } from '../result.js';

export interface Imagined {
  readonly epsilon: readonly number[];
  readonly temperature?: readonly number[];
  /** Time per replica. */
  readonly time?: number;
  /** Relative error of a value. */
  readonly precision?: number;
  /** κ(ε, T) in the standard convention; by default one that falls faster than any power. */
  readonly kappa?: (epsilon: number, temperature: number) => number;
  /** ε below which the best estimator has bounds only. */
  readonly boundsBelow?: number;
  /** Points from this number on have no unit done. */
  readonly donePoints?: number;
}

/**
 * A study's result as a run might have found it: for tests of drawings and pages, never a result.
 * Best: κ + c ε²(t₀/t)⁵; textbook: κ + c ε²/t, a value where κ is well above its boundary term, else a bound.
 */
export function imaginedResult(imagined: Imagined): StudyResult {
  const {
    epsilon,
    temperature = [1],
    time = 20000,
    precision = 0.04,
    boundsBelow = 0,
    donePoints = Infinity,
  } = imagined;
  const law = imagined.kappa ?? fallOff;
  const random = new RandomSequence({ seed: 7, stream: 'synthetic' });
  const pairs = temperature.flatMap((t) => epsilon.map((e) => [e, t] as const));
  const points = pairs.map(([e, t], number): PointResult => {
    const truth = law(e, t);
    if (number >= donePoints) return { ...blank(e, t), replicas: { done: 0, total: 32 } };
    const curve = curveOf(truth, e, time, precision, random);
    const error = truth * precision;
    const standard = truth + random.drawGaussians()[0] * error;
    const kind = e < boundsBelow ? 'upper bound' : 'value';
    const last = curve[curve.length - 1] as CurvePoint;
    const textbook = last.textbook ?? truth;
    const textbookKind = textbook > 1.3 * truth ? 'upper bound' : 'value';
    return {
      ...blank(e, t),
      kappa: {
        kind,
        paper: 2 * standard,
        standard,
        error,
        time: (curve.findLast((at) => at.time <= time / 16) ?? last).time,
        disorderError: error * 1.4,
        halfReplicas: 13,
        estimator: 'prolate multitaper, optimal weights, first-order dressing',
        candidate: 'best',
        range: null,
        combination: 'series',
        warnings: kind === 'value' ? [] : ['no plateau: the curve still falls at the longest window'],
      },
      textbook: {
        kind: textbookKind,
        paper: 2 * textbook,
        standard: textbook,
        error: last.textbookError ?? 0,
        time: last.time,
      },
      curve,
      slope: epsilon.length > 1 ? { kind: 'value', value: slopeOf(law, e, t), error: 0.1 } : null,
      energyError: 3e-8,
      diagnostics: {
        acceptance: 0.97 - 0.1 * e,
        autocorrelation: 1.4 + 2 * e,
        effectiveSize: 640 - 300 * e,
        splitRhat: 1.004 + 0.02 * e,
      },
      realisations: [0.9, 1.1].map((factor) => ({ standard: standard * factor, error: error * 1.4, kind })),
    };
  });
  return {
    study: {
      title: 'Fall-off of the conductivity',
      model: {
        kind: 'oscillators',
        dimension: 1,
        size: 128,
        coupling: 'r^4/4',
        pinning: '0',
        frequencies: { law: 'uniform', from: 1, to: 2 },
      },
      temperature: [...temperature],
      epsilon: [...epsilon],
      noise: 0,
      realisations: 2,
      replicas: 32,
      time,
      dressing: 1,
      seed: 1,
      scheme: 'ABA864',
      step: 'auto',
      sampling: 'auto',
      windows: ['rectangular', 'hann', 'prolate'],
      cutoff: 'auto',
      direction: 'all',
    },
    id: '5f2c9a1e7b3d4680',
    complete: donePoints >= points.length,
    warnings: [],
    failures: [],
    points,
    provenance: { program: 'falloff 0.1.0' },
  };
}

/** κ = T² ε² e^{−0.45 ln²(1/ε)}/20: its local slope 2 + 0.9 ln(1/ε) grows without limit. */
function fallOff(epsilon: number, temperature: number): number {
  const l = log(1 / (epsilon * temperature));
  return (temperature * temperature * epsilon * epsilon * exp(-0.45 * l * l)) / 20;
}

function slopeOf(law: (e: number, t: number) => number, e: number, t: number): number {
  return log(law(e * 1.01, t) / law(e / 1.01, t)) / log(1.01 * 1.01);
}

function curveOf(
  truth: number,
  epsilon: number,
  time: number,
  precision: number,
  random: RandomSequence,
): CurvePoint[] {
  const curve: CurvePoint[] = [];
  const boundary = 0.05 * epsilon * epsilon;
  for (let t = 16; t <= time / 4; t *= 2) {
    const relative = precision * Math.sqrt(t / (time / 16));
    const u = 40 / t;
    const best = truth + boundary * u * u * u * u * u;
    const textbook = truth + boundary * (16 / t);
    const [a, b] = random.drawGaussians();
    curve.push({
      time: t,
      textbook: textbook * (1 + a * relative * 0.5),
      textbookError: textbook * relative,
      best: t < 64 ? null : best * (1 + b * relative * 0.5),
      bestError: t < 64 ? null : best * relative,
    });
  }
  return curve;
}

function blank(epsilon: number, temperature: number): PointResult {
  return {
    epsilon,
    noise: 0,
    temperature,
    size: 128,
    dimension: 1,
    kappa: null,
    textbook: null,
    curve: [],
    slope: null,
    energyError: null,
    frequencies: [
      [1.2, 1.5, 1.9, 1.1],
      [1.7, 1.3, 1.05, 1.6],
    ],
    step: 0.35,
    sampling: 2,
    scheme: 'ABA864',
    cutoff: null,
    replicas: { done: 32, total: 32 },
    diagnostics: null,
    realisations: [],
    advice: [],
    warnings: [],
  };
}
