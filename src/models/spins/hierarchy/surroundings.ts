import { siteAt, tail, type Torus } from '../../../lattice/torus.js';
import { added, cross, dot, vectorAt, type Vector } from '../../../math/linear/vector.js';
import type { Neighbourhood } from '../../../proof/hierarchy/neighbourhood.js';

/**
 * The frame of a field ω: e₃ = ω/|ω|, and e₂ the direction of the first axis as far as it is orthogonal to e₃, e₁ = e₂∧e₃. With
 * S^z = S·e₃ and S^± = S·e₁ ± iS·e₂, A_har S^± = ±i|ω|S^±. Where ω₁ = 0, e₂ is the first axis, and the reflection S₁ → −S₁ of section 5.2
 * exchanges S^+ and S^−, as p → −p exchanges z and z̄.
 */
export interface Frame3 {
  readonly size: number;
  readonly axes: readonly [Vector, Vector, Vector];
}

export function frameOf(omega: Vector): Frame3 {
  const unit = (v: Vector): Vector => {
    const length = Math.sqrt(dot(v, v));
    return [v[0] / length, v[1] / length, v[2] / length];
  };
  const e3 = unit(omega);
  // Near the first axis itself another one serves.
  const start: Vector = Math.abs(e3[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const e2 = unit(added(start, e3, -dot(start, e3)));
  return { size: Math.sqrt(dot(omega, omega)), axes: [cross(e2, e3), e2, e3] };
}

/** A component of a spin in its own frame, as an index: S^z, S^+, S^−. */
export const [Z, PLUS, MINUS] = [0, 1, 2] as const;

/**
 * The local sites of a neighbourhood, found on the ring for each of several bonds, with their frames and how these are turned against each other.
 */
export interface SpinSurroundings {
  readonly neighbourhood: Neighbourhood;
  /** Bond numbers. */
  readonly bonds: readonly number[];
  /** Site numbers, [local site][bond]. */
  readonly sites: Int32Array;
  /** |ω| of these sites, [local site][bond]. */
  readonly frequencies: Float64Array;
  /** The frames' vectors e₁, e₂, e₃, [local site][9][bond]. */
  readonly frames: Float64Array;
  /** Of each local site, the place of each of its neighbours in `turns`: [local site][neighbour]. */
  readonly places: readonly (readonly number[])[];
  /**
   * S_y in the frame of its neighbour x: S^α = Σ_β G_αβ S_y^β with S_y^β in y's own frame, α, β ∈ (z, +, −):
   * [place][3α + β][re, im][bond].
   */
  readonly turns: Float64Array;
}

/** @param fields ω_x, [site][component] */
export function spinSurroundings(
  lattice: Torus,
  around: Neighbourhood,
  fields: Float64Array,
  bonds: readonly number[],
): SpinSurroundings {
  const count = bonds.length;
  const frames = Array.from({ length: lattice.sites }, (_, x) => frameOf(vectorAt(fields, x)));
  const sites = new Int32Array(around.offsets.length * count);
  around.offsets.forEach(([offset = 0], i) => {
    bonds.forEach((bond, b) => (sites[i * count + b] = siteAt(lattice, [tail(lattice, bond) + offset])));
  });
  const frameAt = (local: number, b: number): Frame3 => frames[sites[local * count + b] as number] as Frame3;
  const vectors = new Float64Array(9 * sites.length);
  around.offsets.forEach((_, i) => {
    bonds.forEach((_bond, b) => {
      frameAt(i, b)
        .axes.flat()
        .forEach((part, k) => (vectors[(9 * i + k) * count + b] = part));
    });
  });
  let place = 0;
  const places = around.neighbours.map((ys) => ys.map(() => place++));
  const turns = new Float64Array(18 * place * count);
  places.forEach((own, x) => {
    own.forEach((at, k) => {
      bonds.forEach((_bond, b) => {
        const turn = turned(frameAt(x, b), frameAt((around.neighbours[x] as number[])[k] as number, b));
        turn.forEach(([re, im], code) => {
          turns[(18 * at + 2 * code) * count + b] = re;
          turns[(18 * at + 2 * code + 1) * count + b] = im;
        });
      });
    });
  });
  const frequencies = Float64Array.from(sites, (site) => (frames[site] as Frame3).size);
  return { neighbourhood: around, bonds, sites, frequencies, frames: vectors, places, turns };
}

type Complex = readonly [re: number, im: number];

/** G of `SpinSurroundings`: S_y = S^z e₃ + ½S^+(e₁ − ie₂) + ½S^−(e₁ + ie₂), seen along e₃ and e₁ ± ie₂ of x. */
function turned({ axes: [x1, x2, x3] }: Frame3, { axes: [y1, y2, y3] }: Frame3): Complex[] {
  const conjugate = ([re, im]: Complex): Complex => [re, -im];
  const zPlus: Complex = [dot(x3, y1) / 2, -dot(x3, y2) / 2];
  const plusZ: Complex = [dot(x1, y3), dot(x2, y3)];
  const plusPlus: Complex = [(dot(x1, y1) + dot(x2, y2)) / 2, (dot(x2, y1) - dot(x1, y2)) / 2];
  const plusMinus: Complex = [(dot(x1, y1) - dot(x2, y2)) / 2, (dot(x2, y1) + dot(x1, y2)) / 2];
  return [
    [dot(x3, y3), 0],
    zPlus,
    conjugate(zPlus),
    plusZ,
    plusPlus,
    plusMinus,
    conjugate(plusZ),
    conjugate(plusMinus),
    conjugate(plusPlus),
  ];
}
