import type { Json } from '../../data/frame.js';
import type { NamedStudy, Part, PartResults, StudySize } from '../named-study.js';
import type { Finding } from '../../result/finding.js';
import { dressingLeft } from './dressing.js';
import type { QuarticDressingSettings } from './dressing-calculation.js';
import { quarticFinding } from './finding.js';
import { resonanceMotion } from './motion.js';
import type { QuarticMapSettings } from './map-calculation.js';

interface Range {
  readonly name: 'strong' | 'weak' | 'temperature';
  readonly epsilon: readonly number[];
  readonly temperature: readonly number[];
  readonly time: number;
  readonly replicas: number;
}

interface Scale {
  readonly size: number;
  readonly ranges: readonly Range[];
  readonly map: { readonly epsilon: readonly number[]; readonly windows: number; readonly units: number };
  readonly dressing: {
    readonly epsilon: readonly number[];
    readonly levels: number;
    readonly windows: number;
    readonly units: number;
  };
}

const scales: Readonly<Record<StudySize, Scale>> = {
  reduced: {
    size: 128,
    ranges: [
      { name: 'strong', epsilon: [1, 0.5, 0.25], temperature: [1], time: 10_000, replicas: 24 },
      { name: 'weak', epsilon: [0.125, 0.0625, 0.03125], temperature: [1], time: 40_000, replicas: 24 },
      { name: 'temperature', epsilon: [0.5], temperature: [0.25, 4], time: 10_000, replicas: 24 },
    ],
    map: { epsilon: [0.03, 0.01, 0.003], windows: 512, units: 1 },
    dressing: { epsilon: [0.03, 0.01, 0.003, 0.001], levels: 6, windows: 8, units: 2 },
  },
  full: {
    size: 256,
    ranges: [
      { name: 'strong', epsilon: [1, 0.5, 0.25, 0.125], temperature: [1], time: 200_000, replicas: 32 },
      { name: 'weak', epsilon: [0.0625, 0.03125, 0.015625], temperature: [1], time: 1_000_000, replicas: 32 },
      { name: 'temperature', epsilon: [0.5], temperature: [0.25, 4, 16], time: 200_000, replicas: 32 },
    ],
    map: { epsilon: [0.03, 0.01, 0.003, 0.001], windows: 4096, units: 8 },
    dressing: { epsilon: [0.03, 0.01, 0.003, 0.001], levels: 10, windows: 8, units: 16 },
  },
};

/** Widths of the dressings, in units of √ε: the 1 : 1 resonance has the half width 1.618. */
export const WIDTHS = [0.5, 1, 2] as const;
const MAP_SIZE = 64;
const DRESSING_SIZE = 32;

const text = (size: number, { name, epsilon, temperature, time, replicas }: Range): string =>
  `title: The quartic chain, ${name}
model: {kind: quartic, size: ${String(size)}}
temperature: [${temperature.join(', ')}]
epsilon: [${epsilon.join(', ')}]
replicas: ${String(replicas)}
time: ${String(time)}
scheme: SRKN14
seed: 1
`;

function mapSettings({ map: { epsilon, windows, units } }: Scale): QuarticMapSettings[] {
  return epsilon.flatMap((at) =>
    Array.from({ length: units }, (_, unit) => ({
      epsilon: at,
      size: MAP_SIZE,
      firstReplica: 4 * unit,
      windows,
    })),
  );
}

function dressingSettings({
  dressing: { epsilon, levels, windows, units },
}: Scale): QuarticDressingSettings[] {
  return epsilon.flatMap((at) =>
    Array.from({ length: units }, (_, unit) => ({
      epsilon: at,
      size: DRESSING_SIZE,
      firstReplica: 4 * unit,
      widths: WIDTHS,
      levels,
      windows,
    })),
  );
}

export const quarticStudy: NamedStudy = {
  name: 'quartic',
  title: 'The chain of quartic oscillators: κ, and resonances that move',
  statement:
    'Section 5.3: identical, strongly anharmonic oscillators have frequencies given by their energies. Resonances then move with time, which favours transport, and still energy should be trapped for times that no inverse power of ε bounds.',
  source: 'section 5.3',
  method:
    'κ(ε, T) of quartic oscillators, a map of resonances in time, how long they stay, and what a dressing in action and angle leaves',
  parts: (size): Part[] => [
    ...scales[size].ranges.map((range): Part => ({
      kind: 'study',
      name: range.name,
      text: text(scales[size].size, range),
    })),
    {
      kind: 'calculation',
      name: 'map',
      calculation: 'quarticMap',
      settings: mapSettings(scales[size]) as unknown as Json[],
    },
    {
      kind: 'calculation',
      name: 'dressing',
      calculation: 'quarticDressing',
      settings: dressingSettings(scales[size]) as unknown as Json[],
    },
  ],
  finding: (results: PartResults, size): Finding => {
    const { map, dressing } = scales[size];
    const [maps, dressings] = [results.calculation('map'), results.calculation('dressing')];
    return quarticFinding(
      {
        atOne: (['strong', 'weak'] as const).flatMap((name) => results.study(name).points),
        warmer: results.study('temperature').points,
      },
      map.epsilon.map((epsilon, i) =>
        resonanceMotion(epsilon, maps.slice(i * map.units, (i + 1) * map.units), MAP_SIZE, map.windows),
      ),
      dressing.epsilon.map((epsilon, i) =>
        dressingLeft(
          epsilon,
          dressings.slice(i * dressing.units, (i + 1) * dressing.units),
          dressing.levels,
          WIDTHS,
        ),
      ),
    );
  },
};
