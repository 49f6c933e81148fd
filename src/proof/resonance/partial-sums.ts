/**
 * All sums ⟨ω,ξ⟩ = Σ ω_i ξ_i (section 4) over a few sites, sorted, by |ξ|₁: for one half of a ball in the search for
 * small divisors (`small-divisor.ts`). ξ and −ξ count as one; |⟨ω,ξ⟩| is stored.
 */
export class PartialSums {
  private readonly lists: (Float64Array | undefined)[] = [];

  /** @param frequencies ω of these sites, at least one of them */
  constructor(readonly frequencies: Float64Array) {}

  /**
   * |⟨ω,ξ⟩| in increasing order, for all ξ with |ξ|₁ = norm, one of each pair ±ξ; [0] for norm 0. Computed at the first
   * request. Absolute error below 2h·2⁻⁵³·norm·max ω, with h the number of sites.
   */
  ofNorm(norm: number): Float64Array {
    let list = this.lists[norm];
    if (list === undefined) {
      list = new Float64Array(norm === 0 ? 1 : vectorCount(this.frequencies.length, norm) / 2);
      const values = list;
      let filled = 0;
      visitVectors(this.frequencies, norm, (sum) => {
        values[filled++] = Math.abs(sum);
      });
      list.sort();
      this.lists[norm] = list;
    }
    return list;
  }

  /**
   * The ξ with |ξ|₁ = norm whose entry in the sorted list is one of `values`, with the sign for which the computed
   * ⟨ω,ξ⟩ ≥ 0.
   */
  vectorsWith(
    norm: number,
    values: ReadonlySet<number>,
  ): { readonly sum: number; readonly xi: Int32Array }[] {
    const found: { sum: number; xi: Int32Array }[] = [];
    visitVectors(this.frequencies, norm, (sum, xi) => {
      if (values.has(Math.abs(sum))) {
        found.push({ sum: Math.abs(sum), xi: sum < 0 ? xi.map((entry) => -entry) : xi.slice() });
      }
    });
    return found;
  }
}

/**
 * The number of integer vectors ξ on h sites with |ξ|₁ = s: Σ_i 2^i C(h,i) C(s−1,i−1) for s ≥ 1 (choose the i sites
 * with ξ ≠ 0, their signs, and a composition of s in i parts), 1 for s = 0. Exact below 2⁵³.
 */
export function vectorCount(h: number, s: number): number {
  if (s === 0) return 1;
  let count = 0;
  let term = 2 * h;
  for (let i = 1; i <= Math.min(h, s); i++) {
    count += term;
    term = (((term * 2 * (h - i)) / (i + 1)) * (s - i)) / i;
  }
  return count;
}

/**
 * Calls `visit` with ⟨ω,ξ⟩ and ξ (overwritten afterwards) for every ξ with |ξ|₁ = norm whose first non-zero entry is
 * positive.
 */
function visitVectors(
  frequencies: Float64Array,
  norm: number,
  visit: (sum: number, xi: Int32Array) => void,
): void {
  const last = frequencies.length - 1;
  const xi = new Int32Array(frequencies.length);
  const descend = (i: number, left: number, sum: number, blank: boolean): void => {
    if (left === 0) {
      visit(sum, xi);
      return;
    }
    const omega = frequencies[i] as number;
    if (i < last) descend(i + 1, left, sum, blank);
    for (let step = i < last ? 1 : left; step <= left; step++) {
      xi[i] = step;
      descend(i + 1, left - step, sum + step * omega, false);
      if (!blank) {
        xi[i] = -step;
        descend(i + 1, left - step, sum - step * omega, false);
      }
    }
    xi[i] = 0;
  };
  descend(0, norm, 0, true);
}
