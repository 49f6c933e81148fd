import { exp } from '../../math/elementary.js';
import { Invalid } from '../../data/invalid.js';
import { RandomSequence } from '../../math/random.js';
import type { KernelPlan, MemoryLayout } from './layout.js';
import { index, int, load, minus, plus, spread, times, uniform, vector } from '../program/expression.js';
import { routine, set, store, type StatementList, type Routine } from '../program/statement.js';
import type { Baths } from '../../data/baths.js';

/** What a step of length h does at one end: p ← keep·p + √m·deviation·ξ. */
interface BathStep {
  /** c = e^{−gh}. */
  readonly keep: number;
  /** √(T(1−c²)). */
  readonly deviation: number;
}

/**
 * The baths' exact update and the mass that makes it a step of fourth order.
 *
 * A step h of the closed chain, then p ← cp + √(mT(1−c²)) ξ with c = e^{−gh} is in law, up to where one begins to count, the symmetric
 * composition half bath – step – half bath (Strang). With the generators O of the baths and S of the chain its generator is
 * O + S + h²( [S,[S,O]]/12 − [O,[O,S]]/24 ) + O(h⁴) up to signs of convention. Conjugation with e^{h²[O,S]/12}, which changes no mean
 * current, leaves h²[O,[O,S]]/24 alone; and since O acts on the momentum of an end alone, [O,[O,S]] = g² S_end, where
 * S_end = (p/m)∂_q + F∂_p is the motion of that end. So the end moves too fast by 1 + (gh)²/24, and an end of mass
 *
 *   m (1 − (gh)²/24)^{−2}
 *
 * in place of m moves right, to O(h⁴): in position, velocity, and in the current through its bond. The bath keeps its temperature.
 * Measured (N = 4, g = 1, harmonic, exact in S): relative error of J 9·10⁻⁵ at h = 0.4 and 3.5·10⁻⁷ at 0.1; without 5·10⁻³ and 3·10⁻⁴.
 *
 * @throws Invalid for gh > 1, temperatures or a friction that are not positive
 */
export function bathTable(
  step: number,
  baths: Baths | undefined,
): { readonly table: readonly BathStep[]; readonly factor: number } {
  if (!baths) return { table: [0, 1].map(() => ({ keep: 1, deviation: 0 })), factor: 1 };
  const { left, right, friction } = baths;
  for (const [name, value] of Object.entries({ left, right, friction })) {
    if (!(value > 0 && value < Infinity)) throw new Invalid('baths', `${name} not positive`, value, name);
  }
  const product = friction * step;
  if (product > 1) throw new Invalid('baths', 'friction times step above 1', product, 'friction');
  const keep = exp(-product);
  const lost = 1 - exp(-2 * product);
  const pace = 1 - (product * product) / 24;
  return {
    table: [left, right].map((temperature) => ({ keep, deviation: Math.sqrt(temperature * lost) })),
    factor: 1 / (pace * pace),
  };
}

/**
 * The routines `after`, at a synchronous state, and `between`, before the rotation R(2c) that joins two steps: there the bath
 * belongs in the middle, so that the end is sent to R(−c) O R(c), with O: p ← keep·p + deviation·ξ. Both add
 * ½m(p_after² − p_before²), in velocities, to the bath's heat, and use the two rows of `gaussians` from the address `gaussian` on.
 */
export function bathPrograms(
  plan: KernelPlan,
  at: MemoryLayout,
): { readonly after: Routine; readonly between: Routine } {
  const last = at.tables[at.last] as number;
  const zero = int(0);
  const gaussian = index('gaussian');
  const [q, p, x, y, z] = [vector('q'), vector('p'), vector('x'), vector('y'), vector('z')];
  const [a, b, c] = [uniform('a'), uniform('b'), uniform('c')];
  const [keep, deviation, half] = [uniform('keep'), uniform('deviation'), uniform('half')];
  const update = (end: number, between: boolean): StatementList => {
    const site = end * (plan.lattice.sites - 1);
    const positions = at.positions + site * at.stride;
    const momenta = at.momenta + site * at.stride;
    const heat = at.heats + end * at.stride;
    const table = last + 24 * site;
    const bath = at.bathTable + 24 * end;
    return [
      between
        ? [set(c, spread(zero, table)), set(a, spread(zero, table + 8)), set(b, spread(zero, table + 16))]
        : [],
      [
        set(keep, spread(zero, bath)),
        set(deviation, spread(zero, bath + 8)),
        set(half, spread(zero, bath + 16)),
      ],
      set(p, load(zero, momenta)),
      between
        ? [
            set(q, load(zero, positions)),
            set(x, plus(times(c, q), times(a, p))),
            set(y, plus(times(b, q), times(c, p))),
          ]
        : set(y, p),
      set(z, plus(times(keep, y), times(deviation, load(gaussian, end * at.stride)))),
      store(zero, heat, plus(load(zero, heat), times(half, minus(times(z, z), times(y, y))))),
      between
        ? [
            store(zero, positions, minus(times(c, x), times(a, z))),
            store(zero, momenta, minus(times(c, z), times(b, x))),
          ]
        : store(zero, momenta, z),
    ];
  };
  const program = (name: string, between: boolean): Routine =>
    routine(name, plan.lanes, [gaussian], [update(0, between), update(1, between)]);
  return { after: program('baths', false), between: program('bathsBetween', true) };
}

/** The random numbers of the baths of several replicas: one block of its own sequence for each step, a Gaussian for each end. */
export class BathNoise {
  /** @param sequences one for each lane */
  constructor(private readonly sequences: readonly RandomSequence[]) {}

  /** Draws the numbers of the next `steps` steps into `gaussians`, [step][end][lane]. */
  draw(gaussians: Float64Array, steps: number): void {
    const lanes = this.sequences.length;
    this.sequences.forEach((sequence, lane) => {
      for (let i = lane; i < 2 * lanes * steps; i += 2 * lanes) {
        const [left, right] = sequence.drawGaussians();
        gaussians[i] = left;
        gaussians[i + lanes] = right;
      }
    });
  }

  /** The positions of the sequences. */
  get state(): number[] {
    return this.sequences.map((sequence) => sequence.position);
  }

  set state(positions: readonly number[]) {
    this.sequences.forEach((sequence, lane) => (sequence.position = positions[lane] as number));
  }
}
