import { powerFit } from '../../estimate/fits.js';
import { slopes } from '../../estimate/slope.js';
import { log } from '../../math/elementary.js';
import type { DressingLeft, RemainingVariance } from './dressing.js';
import type { ResonanceMotion } from './motion.js';
import { drawnLeft, epsilonName, type Scaled } from './quantities.js';

const scientific = (value: number, digits = 1): string => value.toExponential(digits);

export function conductivitySentences(cold: readonly Scaled[]): string[] {
  const values = cold.filter(({ kind }) => kind === 'value');
  const least = cold.findLastIndex(({ kind }) => kind === 'upper bound');
  const sentences: string[] = [];
  const [top, bottom] = [values[0], values.at(-1)];
  if (top !== undefined && bottom !== undefined && values.length > 1) {
    const chords = values.slice(1).map((low, i) => chord(values[i] as Scaled, low));
    const fit = powerFit(values.map(({ x, value, error }) => ({ epsilon: x, kappa: value, error })));
    sentences.push(
      `κ (standard, T = 1) goes from ${scientific(top.value)} at ε = ${String(top.x)} to ${scientific(bottom.value)} at ε = ${String(bottom.x)}; ` +
        `d ln κ/d ln ε from value to value is ${chords.map(({ slope, error }) => `${slope.toFixed(2)} ± ${error.toFixed(2)}`).join(', ')}; ` +
        `one power, ε^${fit.parameters[1].toFixed(2)}, has χ² = ${fit.chiSquare.toFixed(1)} for ${String(fit.freedom)} degrees of freedom.`,
    );
  }
  const bound = cold[least];
  const slope = slopes(
    cold.map(({ x, value, error, kind }) => ({ epsilon: x, kappa: { kind, standard: value, error } })),
  )[least];
  if (bound !== undefined && slope) {
    const from = values.findLast(({ x }) => x > bound.x)?.x;
    sentences.push(
      `At ε = ${String(bound.x)} κ is at most ${scientific(bound.value)}: from ε = ${String(from)} on the slope is at least ${(Math.floor(10 * slope.value) / 10).toFixed(1)} on average.`,
    );
  }
  const open = cold.filter(({ kind }) => kind === 'open').map(({ x }) => String(x));
  if (open.length > 0)
    sentences.push(`At ε = ${open.join(', ')} κ is open: neither a value nor a bound, and not used.`);
  return sentences;
}

/** The slope of ln κ between two couplings. */
function chord(high: Scaled, low: Scaled): { readonly slope: number; readonly error: number } {
  const across = log(high.x / low.x);
  const relative = Math.sqrt((high.error / high.value) ** 2 + (low.error / low.value) ** 2);
  return { slope: log(high.value / low.value) / across, error: relative / across };
}

/** κ(ε, T)/T^{1/4} against κ(ε/√T, 1), wherever both are values. */
export function scalingSentence(cold: readonly Scaled[], warm: readonly Scaled[]): string {
  const pairs = warm.flatMap((one) => {
    const twin = cold.find(({ x, kind }) => kind === 'value' && Math.abs(x / one.x - 1) < 1e-9);
    return twin === undefined || one.kind !== 'value'
      ? []
      : [
          {
            x: one.x,
            ratio: one.value / twin.value,
            error: Math.sqrt((one.error / one.value) ** 2 + (twin.error / twin.value) ** 2),
          },
        ];
  });
  const law = 'κ(ε, T) = T^{1/4} κ(ε/√T, 1), which is exact';
  if (pairs.length === 0)
    return `${law}, could not be compared with: no value at two temperatures that belong together.`;
  const list = pairs.map(
    ({ x, ratio, error }) => `${ratio.toFixed(2)} ± ${(ratio * error).toFixed(2)} at ε/√T = ${String(x)}`,
  );
  return `${law}: values at other temperatures over those at T = 1 are ${list.join(', ')} (1 is expected; the random numbers differ).`;
}

export function motionSentence({
  epsilon,
  density,
  lifetime,
  lags,
  time,
  energyError,
}: ResonanceMotion): string {
  const last = lags.at(-1);
  const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
  const late =
    last === undefined
      ? ''
      : ` After t = ${String(Math.round(last.time))}, ${percent(last.survival)} of the resonant bonds are resonant, and the nearest resonant bond is ${last.displacement.toFixed(2)} bonds away on average.`;
  return (
    `ε = ${String(epsilon)}, up to t = ${String(Math.round(time))}: ${percent(density.value)} ± ${percent(density.error)} of the bonds are resonant, for ${scientific(lifetime, 0)} at a time.` +
    `${late} Energy errors up to ${scientific(energyError, 0)}.`
  );
}

export function dressingSentence(dressing: DressingLeft): string {
  const left = drawnLeft(dressing);
  const [short, long] = [left[0], left.at(-1)];
  if (short === undefined || long === undefined)
    return `${epsilonName(dressing.epsilon)}: nothing was dressed.`;
  const words = ({ time, mean, error, fitted, typical }: RemainingVariance): string =>
    `${mean.toFixed(2)} ± ${error.toFixed(2)} of the variance at t = ${String(Math.round(time))} (${fitted.toFixed(2)} with a fitted coefficient, ${typical.toFixed(2)} in a typical replica)`;
  return `${epsilonName(dressing.epsilon)}: the action–angle dressing with w = √ε leaves ${words(short)}, and ${words(long)}.`;
}

/** Whether the dressing is worth being a channel of the estimator, from the longest windows of all ε. */
export function verdict(dressings: readonly DressingLeft[]): string[] {
  const long = dressings.flatMap((one) => drawnLeft(one).slice(-1));
  if (long.length === 0) return [];
  const most = long.reduce((a, b) => (b.fitted < a.fitted ? b : a));
  return most.fitted < 0.5
    ? [
        `At the longest windows the dressing leaves ${most.fitted.toFixed(2)} of the variance with a fitted coefficient: it is worth being a channel of the estimator.`,
      ]
    : [
        'Dressing in action–angle variables is no channel of the estimator for this model: it gains for windows shorter than those at which κ is read, and halves the variance at none of the longest, with the coefficient one or a fitted one. What is left there would be carried by resonances in action, where a first-order dressing must be switched off.',
      ];
}
