import { numberText } from '../result/quantity.js';
import type { KappaEstimate, RunEvent } from './event.js';

const PREFIXES = ['', ' k', ' M', ' G', ' T', ' P'];

/** A large number with a prefix: 512000000 is `512 M`; three digits. */
export function quantity(value: number): string {
  let step = 0;
  while (value >= 999.5 && step < PREFIXES.length - 1) {
    value /= 1000;
    step++;
  }
  return (value >= 100 || step === 0 ? value.toFixed(0) : value.toPrecision(3)) + (PREFIXES[step] as string);
}

/** Seconds as `42 s`, `3 min 05 s`, `2 h 07 min`, `3 d 04 h`. */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  if (whole < 60) return `${String(whole)} s`;
  if (whole < 3600) return `${String(Math.floor(whole / 60))} min ${two(whole % 60)} s`;
  if (whole < 86400) return `${String(Math.floor(whole / 3600))} h ${two((whole % 3600) / 60)} min`;
  return `${String(Math.floor(whole / 86400))} d ${two((whole % 86400) / 3600)} h`;
}

/**
 * `ε = 0.1: κ standard = 6.01(12)e-4`, `ε = 0.01: κ standard so far ≤ 1.1e-7`, with the digits that the table shows; without a label just
 * `κ standard …`.
 */
export function kappaText(label: string | null, estimate: KappaEstimate, symbol = 'κ'): string {
  const number = numberText({ ...estimate, value: estimate.standard });
  return [
    label === null ? '' : `${label}: `,
    `${symbol} standard `,
    estimate.preview ? 'so far ' : '',
    estimate.kind === 'value' ? '= ' : '',
    number,
  ].join('');
}

/** The parts of a progress line, the most important first. */
export function progressParts(
  event: Extract<RunEvent, { event: 'progress' }>,
  labels: readonly string[],
  symbols: readonly string[] = [],
): readonly string[] {
  const { point, units, fraction, rate, left, kappa } = event;
  const labelOf = (number: number): string => labels[number] ?? `point ${String(number)}`;
  return [
    // Rounded down: 100 % is told only when all is done.
    `${(Math.floor(fraction * 1000) / 10).toFixed(1)} %`,
    ...(point === null ? [] : [labelOf(point)]),
    ...(left === null ? [] : [`${duration(left)} left`]),
    // The current point's κ needs no name.
    ...(kappa === null
      ? []
      : [kappaText(kappa.point === point ? null : labelOf(kappa.point), kappa, symbols[kappa.point])]),
    ...(rate === null ? [] : [`${quantity(rate)} site-kicks/s`]),
    `${String(units.done)}/${String(units.total)} units`,
  ];
}
