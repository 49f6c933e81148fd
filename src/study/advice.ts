import { hasBoundedDensity } from '../lattice/disorder.js';
import { degree, type Polynomial } from '../model/polynomial.js';
import type { Study } from './study.js';
import { unitReplicas } from './units.js';

/** What someone who knows the method would say about a study before it is run. */
export interface Advice {
  /** `warning`: the result will not be what the file seems to ask for. `hint`: it could be had better. */
  readonly kind: 'warning' | 'hint';
  readonly text: string;
}

/**
 * A plateau of κ(t) was seen from t ≈ 4·10³ on at ε = 0.2 (d = 1, N = 32, V = r⁴/4, T = 1), that is 160/ε². Resonances make it
 * come later still as ε falls, so that this is the least time to ask for.
 */
const PLATEAU = 160;
/** Error bars come from whole replicas: with fewer their own uncertainty exceeds a quarter. */
const FEW_REPLICAS = 8;
const FEW_SITES = 32;

export function advice(study: Study): readonly Advice[] {
  return [uselessCutoff, boundedDensity, plateau, replicas, realisations, size, scaling].flatMap((about) =>
    about(study),
  );
}

/** Warnings that belong beside the results as well. */
export function warnings(study: Study): readonly string[] {
  return advice(study).flatMap(({ kind, text }) => (kind === 'warning' ? [text] : []));
}

function uselessCutoff({ dressing, cutoff }: Study): Advice[] {
  if (dressing > 0 || cutoff === 'auto') return [];
  const text = `cutoff: ${String(cutoff)} does nothing without a dressing: there are no terms to leave out`;
  return [{ kind: 'warning', text }];
}

function boundedDensity({ model }: Study): Advice[] {
  const { law } = model.frequencies;
  if (hasBoundedDensity(model.frequencies)) return [];
  const text =
    law === 'list'
      ? "the frequencies are given one by one: the paper's statements are about almost every realisation of a law with a bounded density"
      : `the law ${law} has no bounded density: resonances are not rare, and the paper's bounds do not hold (its Remarks 1 and 2)`;
  return [{ kind: 'hint', text }];
}

function plateau({ epsilon, time }: Study): Advice[] {
  const short = epsilon.filter((value) => time < PLATEAU / (value * value));
  if (short.length === 0) return [];
  const smallest = Math.min(...short);
  const needed = (PLATEAU / (smallest * smallest)).toExponential(0).replace('e+', 'e');
  const text =
    `at ε = ${short.join(', ')} expect an upper bound, not a value: the plateau of κ(t) was never seen before t ≈ ${String(PLATEAU)}/ε²` +
    ` (${needed} at ε = ${String(smallest)}), and the replicas run for ${String(time)}`;
  return [{ kind: 'hint', text }];
}

function replicas(study: Study): Advice[] {
  const { replicas: count, realisations: samples } = study;
  const together = unitReplicas(study);
  const few: Advice[] =
    count * samples < FEW_REPLICAS
      ? [
          {
            kind: 'hint',
            text: `${String(count * samples)} replicas in all give unreliable error bars: take at least ${String(FEW_REPLICAS)}, better 32`,
          },
        ]
      : [];
  const rest = count % together;
  if (rest === 0) return few;
  const full = count - rest + together;
  const idle = `replicas are advanced ${String(together)} at a time: ${String(full)} cost no more time than ${String(count)}`;
  return [...few, { kind: 'hint', text: idle }];
}

function realisations({ realisations: count, model }: Study): Advice[] {
  const random = !['periodic', 'list'].includes(model.frequencies.law);
  if (!random && count > 1) {
    const text = `realisations: the ${model.frequencies.law} law has only one, ${String(count)} of them are the same frequencies`;
    return [{ kind: 'hint', text }];
  }
  if (!random || count > 1) return [];
  return [
    {
      kind: 'hint',
      text: 'one realisation says nothing about how κ varies with the disorder: take two or more',
    },
  ];
}

function size({ model }: Study): Advice[] {
  const sites = model.size ** model.dimension;
  if (sites >= FEW_SITES) return [];
  return [
    {
      kind: 'hint',
      text: `${String(sites)} sites are few: κ of one small lattice is not that of a large one, and realisations combined in series only help in d = 1`,
    },
  ];
}

/** For a potential homogeneous of degree m, scaling q shows that H depends on ε and T through ε·T^{m/2−1} alone. */
function scaling({ model, temperature, noise }: Study): Advice[] {
  const m = homogeneousDegree(model.coupling.polynomial);
  const pinned = degree(model.pinning.polynomial) > 0;
  if (m === null || m <= 2 || (pinned && homogeneousDegree(model.pinning.polynomial) !== m)) return [];
  if (temperature.length < 2) return [];
  const same = m === 4 ? 'ε·T' : `ε·T^${String(m / 2 - 1)}`;
  const rate = typeof noise === 'number' ? '' : ' and the flip rate';
  return [
    {
      kind: 'hint',
      text: `V and U are homogeneous of degree ${String(m)}: κ depends on ${same}${rate} alone, so several temperatures repeat what several ε tell`,
    },
  ];
}

/** m where f(x) = c·x^m plus a constant, else null. */
function homogeneousDegree(f: Polynomial): number | null {
  return f.every((c, k) => c === 0 || k === 0 || k === f.length - 1) ? f.length - 1 : null;
}
