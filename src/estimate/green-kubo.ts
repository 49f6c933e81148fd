import { FourierTransform, powerOfTwo } from '../math/fourier.js';
import { cosSin } from '../math/elementary.js';
import { CurrentBands, type Band, type BandMean } from './current-bands.js';

/** What a series of the current is turned into a conductivity with. */
export interface GreenKuboOptions {
  /** Δ, the time between two numbers of the series. */
  readonly interval: number;
  /** κ_standard of a current's spectral density: 1/(2·d·T²·N), see `RealisationRecord`. */
  readonly prefactor: number;
}

/** The total current of replicas seen in frequency and in time, both as conductivities in the standard convention. */
export interface GreenKubo {
  /** Rising in frequency. */
  readonly spectrum: readonly BandMean[];
  /** Rising in time. */
  readonly running: readonly BandMean[];
  readonly replicas: number;
}

/**
 * The power spectrum of the total current J, and its running Green–Kubo integral.
 *
 *     spectrum   prefactor·S(ω),  S(ω) = ∫ ⟨J(0)J(t)⟩ e^{iωt} dt, whose limit at ω → 0 is κ_standard,
 *                estimated by Δ·|Σ_s h_s J_s e^{−iωsΔ}|²/Σ_s h_s² with a Hann taper h over the whole series: what a strong line at ω₀ leaks to ω falls
 *                as ω⁻⁶, where without a taper it falls as ω⁻² (the textbook's boundary term);
 *     running    2·prefactor·Δ·(C₀/2 + C₁ + … + C_n),  C_m the mean of J_s J_{s+m} over all s, at t = (n + ½)Δ.
 *
 * Where J_s are means over intervals, as recorded series are, C₀/2 + … + C_n is exactly (1/Δ²)·half the growth of ⟨(∫J)²⟩ from nΔ to (n + 1)Δ, and so the running
 * value is the mean of the true integral over that interval; where they are points of J it is the trapezoidal rule up to (n + ½)Δ, with an error of
 * relative order (Δ/τ)². The spectrum of means is S times (sin(ωΔ/2)/(ωΔ/2))², and ends at π/Δ, where faster motion folds in.
 *
 * Both are means over bands of equal width in the logarithm, a quarter of an octave, or of one Fourier frequency or interval where that is wider; times go up to a quarter of
 * the series. No mean is subtracted: at equilibrium that of J is 0. Rounding is below 10⁻¹⁴ of C₀ in each C_m, and 10⁻¹⁵ of the largest spectral line.
 *
 * Source: P. Bloomfield, Fourier Analysis of Time Series (2nd ed., 2000), chapters 6 and 8, for tapers and averaged periodograms; R. Kubo, J. Phys. Soc. Jpn. 12, 570
 * (1957).
 *
 * @param currents J of each replica, all of one length; asked for one at a time
 * @returns null where there is no replica, or series are shorter than 8
 */
export function greenKubo(
  currents: Iterable<Float64Array>,
  { interval, prefactor }: GreenKuboOptions,
): GreenKubo | null {
  let made: Replicas | null = null;
  for (const current of currents) {
    made ??= new Replicas(current.length, interval);
    made.push(current);
  }
  if (made === null || made.length < SHORTEST) return null;
  return {
    spectrum: made.spectrum.means(prefactor * interval),
    running: made.running.means(2 * prefactor * interval),
    replicas: made.spectrum.count,
  };
}

const SHORTEST = 8;

/** Sums over replicas of series of one length. */
class Replicas {
  readonly spectrum: CurrentBands;
  readonly running: CurrentBands;
  private readonly fourier: FourierTransform;
  private readonly taper: Float64Array;
  private readonly power: number;

  constructor(
    readonly length: number,
    interval: number,
  ) {
    // Twice as long, so that no product of the correlation wraps around.
    const size = powerOfTwo(2 * length);
    this.fourier = new FourierTransform(size);
    this.taper = hann(length);
    this.power = this.taper.reduce((sum, h) => sum + h * h, 0);
    const line = size / length;
    const frequencies = bands(Math.ceil(line), size / 2, line);
    const times = bands(0, Math.floor(length / 4), 1);
    this.spectrum = new CurrentBands(frequencies, (k) => (2 * Math.PI * k) / (size * interval));
    this.running = new CurrentBands(times, (n) => (n + 0.5) * interval);
  }

  push(current: Float64Array): void {
    const { length, fourier, taper, power } = this;
    if (current.length !== length)
      throw new RangeError(
        `invalid series; not as long as the others, ${String(length)}: ${String(current.length)}`,
      );
    const size = fourier.length;
    // The tapered series as the real part and the plain one as the imaginary part: one transform gives both.
    const [real, imaginary] = [new Float64Array(size), new Float64Array(size)];
    for (let s = 0; s < length; s++) {
      real[s] = (taper[s] as number) * (current[s] as number);
      imaginary[s] = current[s] as number;
    }
    fourier.transform(real, imaginary);
    const spectrum = new Float64Array(size / 2 + 1);
    const squares = new Float64Array(size);
    for (let k = 0; k <= size / 2; k++) {
      const l = (size - k) % size;
      const [a, b, c, d] = [real[k], imaginary[k], real[l], imaginary[l]] as [number, number, number, number];
      spectrum[k] = ((a + c) ** 2 + (b - d) ** 2) / (4 * power);
      squares[k] = ((b + d) ** 2 + (a - c) ** 2) / 4;
      squares[l] = squares[k] as number;
    }
    this.spectrum.push(spectrum);
    this.running.push(this.runningSums(squares));
  }

  /** C₀/2 + C₁ + … + C_n, from |X_k|². */
  private runningSums(squares: Float64Array): Float64Array {
    const { length, fourier } = this;
    const size = fourier.length;
    fourier.transform(squares, new Float64Array(size));
    const sums = new Float64Array(Math.floor(length / 4));
    let sum = 0;
    for (let m = 0; m < sums.length; m++) {
      const correlation = (squares[m] as number) / (size * (length - m));
      sum += m === 0 ? correlation / 2 : correlation;
      sums[m] = sum;
    }
    return sums;
  }
}

/** h_s = 1 − cos(2π(s + ½)/n). */
function hann(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, s) => 1 - cosSin((2 * Math.PI * (s + 0.5)) / n)[0]);
}

/** 2^{1/4} */
const QUARTER_OCTAVE = 1.189207115002721;

/** Neighbouring bands of whole numbers from `first` on, below `end`: a quarter of an octave, and at least `width`, wide. */
function bands(first: number, end: number, width: number): Band[] {
  const found: Band[] = [];
  for (let from = first; from < end;) {
    const to = Math.max(from + 1, Math.ceil(Math.max(from * QUARTER_OCTAVE, from + width)));
    found.push({ from, to: Math.min(to, end) });
    from = to;
  }
  return found;
}
