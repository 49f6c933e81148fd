/**
 * The filter between two levels of the sampling pyramid, applied to the means X of the transfer over sampling intervals
 * before every second value is kept: X'(s) = Σ_j f_j X(2s+j), j = −2 … 2. Its response cos⁴(πf) has a fourfold zero at
 * the frequency that would alias to zero.
 */
export const LEVEL_FILTER: readonly number[] = [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16];
