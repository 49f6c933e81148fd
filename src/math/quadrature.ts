/**
 * Non-negative nodes of the 15-point Kronrod rule on [−1, 1], in decreasing order; every second one is a node of the
 * 7-point Gauss rule.
 */
const NODES = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851,
  0.864864423359769072789712788640926, 0.741531185599394439863864773280788,
  0.586087235467691130294144691258613, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245, 0,
];
const KRONROD = [
  0.02293532201052922496373200805897, 0.063092092629978553290700663189204,
  0.104790010322250183839876322541518, 0.140653259715525918745189590510238,
  0.16900472663926790282658342659855, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
];
const GAUSS = [
  0.129484966168869693270611432679082, 0.27970539148927666790146777142378,
  0.381830050505118944950369775488975, 0.417959183673469387755102040816327,
];

/**
 * An integral and a bound on its error, Σ|Kronrod − Gauss| over the pieces, usually far larger than the error itself.
 */
export interface Integral {
  readonly value: number;
  readonly error: number;
}

interface Piece extends Integral {
  readonly from: number;
  readonly to: number;
}

function piece(f: (x: number) => number, from: number, to: number): Piece {
  const centre = 0.5 * (from + to);
  const half = 0.5 * (to - from);
  let kronrod = 0;
  let gauss = 0;
  NODES.forEach((node, i) => {
    const sum = node === 0 ? f(centre) : f(centre - half * node) + f(centre + half * node);
    kronrod += (KRONROD[i] as number) * sum;
    if (i % 2 === 1) gauss += (GAUSS[(i - 1) / 2] as number) * sum;
  });
  return { from, to, value: half * kronrod, error: Math.abs(half * (kronrod - gauss)) };
}

/**
 * ∫ f over the intervals between the given points, by the 15-point Kronrod rule. Pieces are halved until the sum of
 * their errors is below `tolerance` times the integral or below `absolute`. If halving does not reduce the error of a
 * piece that is known to 10⁻⁶, the rounding of f is reached: the piece is not halved further and its error is counted.
 * Exact for polynomials of degree 22.
 *
 * Nodes and weights: R. Piessens et al., QUADPACK (Springer, 1983), routine QK15.
 *
 * @param points at least two, increasing
 * @param limit the largest number of pieces
 */
export function integral(
  f: (x: number) => number,
  points: readonly number[],
  { tolerance = 1e-13, absolute = 0, limit = 4000 } = {},
): Integral {
  let open = points.slice(1).map((to, i) => piece(f, points[i] as number, to));
  const done = { value: 0, error: 0 };
  const putAside = (p: Integral): void => {
    done.value += p.value;
    done.error += p.error;
  };
  for (let count = open.length; ;) {
    const value = done.value + open.reduce((sum, p) => sum + p.value, 0);
    const error = done.error + open.reduce((sum, p) => sum + p.error, 0);
    const allowed = Math.max(absolute, tolerance * Math.abs(value));
    if (error <= allowed || open.length === 0 || count >= limit) return { value, error };
    const next: Piece[] = [];
    for (const whole of open) {
      if (whole.error <= allowed / (4 * count)) {
        putAside(whole);
        continue;
      }
      const middle = 0.5 * (whole.from + whole.to);
      const halves = [piece(f, whole.from, middle), piece(f, middle, whole.to)];
      const sum = halves.reduce((total, p) => total + p.error, 0);
      const rounding = sum > 0.5 * whole.error && whole.error < 1e-6 * Math.abs(whole.value);
      if (rounding) halves.forEach(putAside);
      else next.push(...halves);
    }
    count += next.length / 2;
    open = next;
  }
}
