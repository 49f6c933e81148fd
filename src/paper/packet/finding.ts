import { exp, log } from '../../math/elementary.js';
import { mean, standardError } from '../../math/statistics.js';
import { computed, type Finding, type FindingSeries, type FindingPoint } from '../../result/finding.js';

/** The packets of one ε: for every realisation the columns of `packetCalculation`. */
export interface PacketPoint {
  readonly epsilon: number;
  readonly size: number;
  readonly times: readonly number[];
  readonly secondMoments: readonly Float64Array[];
  readonly participations: readonly Float64Array[];
  readonly profiles: readonly Float64Array[];
  readonly far: readonly Float64Array[];
  readonly errors: readonly Float64Array[];
}

interface ExponentEstimate {
  readonly value: number;
  readonly error: number;
}

/** The mean over realisations, whose lanes are averaged first: lanes share their frequencies. */
function overRealisations(values: readonly number[]): ExponentEstimate {
  return { value: mean(values), error: values.length < 2 ? 0 : standardError(values) };
}

function lanesOf(column: Float64Array, record: number, records: number): Float64Array {
  const lanes = column.length / records;
  return column.subarray(record * lanes, (record + 1) * lanes);
}

/** e^{⟨ln f⟩} with its error: a few realisations spread by far more than others, and the logarithm keeps them from ruling the mean. */
export function typical(columns: readonly Float64Array[], record: number, records: number): ExponentEstimate {
  const logarithms = overRealisations(columns.map((column) => meanLog(lanesOf(column, record, records))));
  const value = exp(logarithms.value);
  return { value, error: value * logarithms.error };
}

function meanLog(values: Float64Array): number {
  return mean(values.map(log));
}

/**
 * α = d⟨ln m₂⟩/d ln t over the records first … last, by least squares in each realisation. The slope is linear in ln m₂, so that its mean is that of the
 * mean curve, and its scatter over realisations gives the error, whatever the correlation in time.
 */
export function spreadingExponent(
  columns: readonly Float64Array[],
  times: readonly number[],
  first: number,
  last: number,
): ExponentEstimate {
  const x = times.slice(first, last + 1).map(log);
  const middle = mean(x);
  const spread = x.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  return overRealisations(
    columns.map((column) =>
      x.reduce(
        (sum, value, i) =>
          sum + ((value - middle) / spread) * meanLog(lanesOf(column, first + i, times.length)),
        0,
      ),
    ),
  );
}

/** Local exponents are taken over this many records: a factor 4 in time. */
const LOCAL = 5;
/** The last exponent, over this many: a factor 16. */
const LATE = 9;
const nameOf = (epsilon: number): string => `ε = ${String(epsilon)}`;
const shown = ({ value, error }: ExponentEstimate, digits: number): string =>
  `${value.toFixed(digits)} ± ${error.toFixed(digits)}`;
const timeText = (time: number): string => String(Math.round(time));

export function packetFinding(points: readonly PacketPoint[]): Finding {
  const rows = points.flatMap((point) => rowsOf(point));
  const series = (name: string, value: (row: Row) => ExponentEstimate | null): FindingSeries => ({
    name,
    look: 'disc',
    points: rows
      .filter((row) => nameOf(row.epsilon) === name)
      .flatMap((row): FindingPoint[] => {
        const estimate = value(row);
        return estimate === null ? [] : [{ x: row.time, ...estimate, kind: 'value' }];
      }),
  });
  const names = points.map(({ epsilon }) => nameOf(epsilon));
  return {
    table: {
      name: 'packet',
      columns: [
        { name: 'epsilon', meaning: 'ε', kind: 'number' },
        { name: 'time', meaning: 't', kind: 'number' },
        { name: 'secondMoment', meaning: 'e^⟨ln m₂⟩ over realisations and starts', kind: 'number' },
        { name: 'secondMomentError', meaning: 'its standard error over realisations', kind: 'number' },
        { name: 'participation', meaning: 'e^⟨ln P⟩', kind: 'number' },
        { name: 'participationError', meaning: 'its standard error over realisations', kind: 'number' },
        { name: 'exponent', meaning: 'd⟨ln m₂⟩/d ln t over a factor 4 in time around t', kind: 'number' },
        { name: 'exponentError', meaning: 'its standard error over realisations', kind: 'number' },
        { name: 'far', meaning: 'largest share of the energy beyond 3N/8 in any packet', kind: 'number' },
        { name: 'energyError', meaning: 'largest |H/E − 1| in any packet', kind: 'number' },
      ],
      rows: rows.map((row) => [
        row.epsilon,
        row.time,
        row.moment.value,
        row.moment.error,
        row.participation.value,
        row.participation.error,
        row.slope?.value ?? null,
        row.slope?.error ?? null,
        row.far,
        row.error,
      ]),
    },
    panels: [
      {
        title: 'Second moment',
        x: { label: 'time t', scale: 'log' },
        y: { label: 'm₂, typical over packets', scale: 'log' },
        series: [...names.map((name) => series(name, ({ moment }) => moment)), ...guides(points)],
      },
      {
        title: 'Participation number',
        x: { label: 'time t', scale: 'log' },
        y: { label: 'P = (Σe)²/Σe²', scale: 'log' },
        series: names.map((name) => series(name, ({ participation }) => participation)),
      },
      {
        title: 'Local exponent',
        x: { label: 'time t', scale: 'log' },
        y: { label: 'α = d ln m₂/d ln t', scale: 'linear' },
        series: names.map((name) => series(name, ({ slope }) => slope)),
      },
      {
        title: `Energy profile at t = ${timeText(points[0]?.times.at(-1) ?? 0)}`,
        x: { label: 'distance |x − x₀|', scale: 'linear' },
        y: { label: 'e/Σe, mean over packets', scale: 'log' },
        series: [...points.map((point) => profile(point)), ...points.slice(-1).map(firstProfile)],
      },
    ],
    shown: points.map(sentence),
    notShown: [
      'What holds as t → ∞. A power of t over these decades is no contradiction to the remark: the energy density sinks as the packet spreads, and only at densities far below those reached need κ fall faster than any power; nor is the diffusion constant of a packet known to be the Green–Kubo conductivity (the paper’s footnote 3). De Roeck, Huveneers and Prośniak (arXiv:2308.10572) come to the same verdict on the decorrelation in equilibrium.',
      'The exponents of the literature to be compared with, t^{1/3} (weak chaos: Flach, Krimer and Skokos, Phys. Rev. Lett. 102 (2009) 024101) and t^{1/2} for a while (strong chaos: Laptyeva, Bodyfelt, Krimer, Skokos and Flach, EPL 91 (2010) 30001), were found in chains with a quartic pinning and a harmonic coupling alone, over longer times and more realisations.',
    ],
  };
}

interface Row {
  readonly epsilon: number;
  readonly time: number;
  readonly moment: ExponentEstimate;
  readonly participation: ExponentEstimate;
  /** Null near the ends, where a factor 4 does not fit. */
  readonly slope: ExponentEstimate | null;
  readonly far: number;
  readonly error: number;
}

function rowsOf({ epsilon, times, secondMoments, participations, far, errors }: PacketPoint): Row[] {
  const side = (LOCAL - 1) / 2;
  const largest = (columns: readonly Float64Array[], record: number): number =>
    Math.max(...columns.map((column) => column[record] as number));
  return times.map((time, record) => ({
    epsilon,
    time,
    moment: typical(secondMoments, record, times.length),
    participation: typical(participations, record, times.length),
    slope:
      record < side || record + side >= times.length
        ? null
        : spreadingExponent(secondMoments, times, record - side, record + side),
    far: largest(far, record),
    error: largest(errors, record),
  }));
}

/** t^{1/3} and t^{1/2} through the last point of the largest ε, over the last decade and a half. */
function guides(points: readonly PacketPoint[]): FindingSeries[] {
  const last = points.at(-1);
  if (last === undefined) return [];
  const { times, secondMoments } = last;
  const end = times.at(-1) as number;
  const { value } = typical(secondMoments, times.length - 1, times.length);
  return [
    { name: 't¹ᐟ³', power: 1 / 3 },
    { name: 't¹ᐟ²', power: 1 / 2 },
  ].map(({ name, power }) => ({
    name,
    look: 'dashes' as const,
    points: times
      .filter((time) => time >= end / 32)
      .map((time) => computed(time, 1.6 * value * exp(power * log(time / end)))),
  }));
}

/** The mean profile at the last time. */
function profile(point: PacketPoint): FindingSeries {
  return { name: nameOf(point.epsilon), look: 'line', points: profileAt(point, point.times.length - 1) };
}

/** That of the largest ε at the first time: it hardly depends on ε. */
function firstProfile(point: PacketPoint): FindingSeries {
  const [time] = point.times as [number];
  return { name: `at t = ${timeText(time)}`, look: 'dashes', points: profileAt(point, 0) };
}

function profileAt({ size, times, profiles }: PacketPoint, record: number): FindingPoint[] {
  return Array.from({ length: size / 2 }, (_, distance) => {
    const sides = distance === 0 ? 1 : 2;
    const value = mean(profiles.map((column) => lanesOf(column, record, times.length)[distance] as number));
    return computed(distance, value / sides);
  }).filter(({ value }) => value > 1e-12);
}

function sentence(point: PacketPoint): string {
  const { epsilon, times, secondMoments, participations, far, errors, size } = point;
  const last = times.length - 1;
  const first = Math.max(0, last - LATE + 1);
  const moment = typical(secondMoments, last, times.length);
  const early = typical(secondMoments, first, times.length);
  const alpha = spreadingExponent(secondMoments, times, first, last);
  const most = (columns: readonly Float64Array[]): string =>
    Math.max(...columns.map((column) => Math.max(...column))).toExponential(0);
  const over = `from t = ${timeText(times[first] as number)} to ${timeText(times[last] as number)}`;
  const packets = columns(secondMoments, times.length);
  const facts =
    `P is ${shown(typical(participations, last, times.length), 1)} at the end; ${String(packets)} packets in ${String(secondMoments.length)} realisations, ` +
    `at most ${most(far)} of the energy further than ${String((3 * size) / 8)} sites away, energy errors up to ${most(errors)}.`;
  const grows = alpha.value > 2 * alpha.error;
  return grows
    ? `ε = ${String(epsilon)}: m₂ goes from ${shown(early, 1)} to ${shown(moment, 1)} ${over}, as t^α with α = ${shown(alpha, 3)}. ${facts}`
    : `ε = ${String(epsilon)}: m₂ stays at ${shown(moment, 1)} ${over}, with α = ${shown(alpha, 3)} it does not grow by more than two standard errors. ${facts}`;
}

/** The number of packets in all realisations. */
function columns(moments: readonly Float64Array[], records: number): number {
  return moments.reduce((sum, column) => sum + column.length / records, 0);
}
