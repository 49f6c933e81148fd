import { power } from '../../math/elementary.js';
import type { Frame } from '../../data/frame.js';
import { mean, standardError } from '../../math/statistics.js';
import { TERMS } from './calculation.js';

export type TermName = (typeof TERMS)[number];

/** E(term²) over windows of one length, and what it is compared with. */
export interface TermVariance {
  readonly case: string;
  readonly order: number;
  readonly epsilon: number;
  readonly term: TermName;
  readonly time: number;
  /** E of the square of the term as section 4.3 has it, divided by t^{1/2}N^{1/2}. */
  readonly value: number;
  readonly error: number;
}

/** One case at one ε. */
export interface FiveTermsPoint {
  readonly case: string;
  readonly order: number;
  readonly epsilon: number;
  readonly variances: readonly TermVariance[];
  /** 2εⁿD(F) at ε = 0. */
  readonly expectedMartingale: number;
  /** t times what the boundary terms can at most be, E(f(0) − f(t))² ≤ 4⟨f²⟩: 4⟨F²⟩/N and 4ε^{−2}⟨(Σψ₂e)²⟩/N at ε = 0. */
  readonly mostBoundary: number;
  readonly mostEnergyBoundary: number;
  /** Root mean square of what the five terms leave of ∫J, over that of ∫J. */
  readonly residual: number;
  readonly resonant: number;
}

/** The variances of one case at one ε, from the frames of its units. */
export function fiveTermsPoint(
  name: string,
  order: number,
  epsilon: number,
  frames: readonly Frame[],
): FiveTermsPoint {
  const head = frames[0]?.head ?? {};
  const [size, interval] = [head['size'] as number, head['interval'] as number];
  const variances = TERMS.flatMap((term) =>
    [1, 2, 4, 8, 16, 32, 64].map((length): TermVariance => {
      const squares = frames.flatMap(({ columns }) => meanSquares(columns[term] as Float64Array, length));
      const scale = 1 / (size * length * interval);
      return {
        case: name,
        order,
        epsilon,
        term,
        time: length * interval,
        value: mean(squares) * scale,
        error: standardError(squares) * scale,
      };
    }),
  );
  return {
    case: name,
    order,
    epsilon,
    variances,
    expectedMartingale: 2 * power(epsilon, order) * (head['dirichlet'] as number),
    mostBoundary: 4 * (head['boundaryVariance'] as number),
    mostEnergyBoundary: (4 * (head['energyVariance'] as number)) / (epsilon * epsilon),
    residual: residual(frames),
    resonant: head['resonant'] as number,
  };
}

const LANES = 4;

/** For each of four replicas the mean square of the increments over windows of `length` samples, one after the other. */
function meanSquares(column: Float64Array, length: number): number[] {
  const samples = column.length / LANES - 1;
  return Array.from({ length: LANES }, (_, lane) => {
    const squares: number[] = [];
    for (let start = 0; start + length <= samples; start += length) {
      const increment =
        (column[(start + length) * LANES + lane] as number) - (column[start * LANES + lane] as number);
      squares.push(increment * increment);
    }
    return mean(squares);
  });
}

function residual(frames: readonly Frame[]): number {
  let [left, whole] = [0, 0];
  for (const { columns } of frames) {
    const total = columns['whole'] as Float64Array;
    total.forEach((value, i) => {
      const sum = TERMS.reduce(
        (all, term) => (term === 'whole' ? all : all + ((columns[term] as Float64Array)[i] as number)),
        0,
      );
      left += (value - sum) * (value - sum);
      whole += value * value;
    });
  }
  return Math.sqrt(left / whole);
}
