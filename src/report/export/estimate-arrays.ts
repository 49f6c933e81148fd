import type { BestScale, FoldWeights } from '../../estimate/weights/crossfit.js';
import type { RealisationRecord } from '../../estimate/record.js';
import type { Choice } from '../../estimate/weights/candidates.js';
import type { ExportArray, Values } from '../../data/values.js';

/**
 * How one realisation's curves κ(t) follow from the recorded windows and block sums. `weights<k>` belong to `windows<k>` of the units;
 * `fold` says which of its weights a replica is given, −1 where there is no estimate.
 *
 * @param record its replicas in the order of their energies (`ordered`)
 * @param best the cross-fitted curve of that record
 * @param replicas numbers of the replicas in the study, in the order of the record
 * @param rows which of the recorded replicas they are, the units one after the other
 */
export function estimateArrays(
  record: RealisationRecord,
  best: readonly BestScale[],
  replicas: readonly number[],
  rows: readonly number[],
): ExportArray[] {
  const { scales, blocks, tapers, graph, channels, prefactor, quantiles } = record;
  const bonds = graph.tails.length;
  const fitted = scales.map(({ time }) => best.find((scale) => scale.time === time));
  const most = Math.max(1, ...best.map(({ folds }) => folds.length));
  const choices = (of: (choice: Choice) => string | number, missing: string | number) =>
    fitted.flatMap((scale) =>
      Array.from({ length: most }, (_, k) => {
        const choice = scale?.folds[k]?.choice;
        return choice === undefined ? missing : of(choice);
      }),
    );
  const perFold = { axes: ['scale', 'fold'], shape: [scales.length, most] };
  const perReplica = { axes: ['replica'], shape: [replicas.length] };
  const perTaper = { axes: ['taper'], shape: [tapers.length] };
  const perScale = { axes: ['scale'], shape: [scales.length] };
  const perBlock = { axes: ['block'], shape: [blocks.length] };
  const single = { axes: [], shape: [] };
  const floats = (numbers: readonly (number | string)[]) => Float64Array.from(numbers, Number);
  const integers = (numbers: readonly (number | string)[]) => Int32Array.from(numbers, Number);
  return [
    array('replica', perReplica, integers(replicas), '1', 'number of the replica in the study, from 0'),
    array(
      'row',
      perReplica,
      integers(rows),
      '1',
      'place of the replica in the recorded arrays of the units, one unit after the other, from 0',
    ),
    ...(quantiles === null
      ? []
      : [
          array(
            'quantile',
            perReplica,
            quantiles,
            '1',
            'quantile of the conserved quantity that the replica was started from; replicas are in this order',
          ),
        ]),
    array('sites', single, integers([graph.sites]), '1', 'number of sites, N^d'),
    array(
      'prefactor',
      single,
      floats([prefactor]),
      '1/energy^2',
      'what turns d⟨Q²⟩/dt into κ, standard convention; a pure number at T = ∞',
    ),
    array(
      'time',
      perScale,
      floats(scales.map(({ time }) => time)),
      'time',
      'length of the windows of a scale',
    ),
    array(
      'windows',
      perScale,
      integers(scales.map(({ windows }) => windows)),
      '1',
      'windows of each replica',
    ),
    array(
      'norm',
      { axes: ['scale', 'taper'], shape: [scales.length, tapers.length] },
      floats(scales.flatMap(({ norms }) => norms)),
      'time',
      'Var(Y) of a white current of unit density',
    ),
    array(
      'taper',
      perTaper,
      tapers.map(({ kind }) => kind),
      '',
      'window that a taper belongs to',
    ),
    array(
      'order',
      perTaper,
      integers(tapers.map(({ order }) => order)),
      '1',
      'order of a taper in its window',
    ),
    array(
      'fold',
      { axes: ['scale', 'replica'], shape: [scales.length, replicas.length] },
      integers(fitted.flatMap((scale) => foldOf(scale?.folds ?? [], replicas.length))),
      '1',
      'fold of the replica, which its weights were not trained on; −1 without an estimate',
    ),
    array(
      'window',
      perFold,
      choices(({ window }) => window, '') as string[],
      '',
      'window chosen for the fold: all tapers of that name',
    ),
    array(
      'dressing',
      perFold,
      choices(({ dressing }) => dressing.kind, '') as string[],
      '',
      'how dressings enter: sum (the first of them with coefficient 1), common (one fitted coefficient each) or free (one for each bond)',
    ),
    array(
      'dressings',
      perFold,
      integers(choices(({ dressing }) => (dressing.kind === 'sum' ? dressing.orders : channels - 1), 0)),
      '1',
      'number of dressings that enter',
    ),
    array(
      'learned',
      perFold,
      floats(choices(({ learned }) => learned ?? NaN, NaN)),
      'time',
      'time scale that the weights were learned at; NaN for uniform weights',
    ),
    array(
      'radius',
      perFold,
      floats(choices(({ radius }) => radius, NaN)),
      '1',
      'distance of bonds up to which covariances were believed',
    ),
    array(
      'block_time',
      perBlock,
      floats(blocks.map(({ time }) => time)),
      'time',
      'length of the windows of the textbook',
    ),
    array(
      'block_windows',
      perBlock,
      integers(blocks.map(({ windows }) => windows)),
      '1',
      'windows of each replica that the textbook sums over',
    ),
    ...fitted.flatMap((scale, k) =>
      scale === undefined ? [] : weightArrays(scale, k, [channels, bonds], scales[k]?.norms ?? []),
    ),
  ];
}

function weightArrays(
  { time, folds }: BestScale,
  scale: number,
  shape: readonly number[],
  norm: readonly number[],
): ExportArray[] {
  const size = shape.reduce((product, n) => product * n, 1);
  const flat = (all: readonly Float64Array[]): Float64Array => {
    const values = new Float64Array(all.length * size);
    all.forEach((one, i) => {
      values.set(one, i * size);
    });
    return values;
  };
  const fewer = folds[0]?.poorer.length ?? 0;
  const common = { unit: '1', time, norm };
  return [
    {
      name: `weights${String(scale)}`,
      values: flat(folds.map(({ weights }) => weights)),
      shape: [folds.length, ...shape],
      attributes: {
        ...common,
        axes: ['fold', 'channel', 'bond'],
        meaning: 'ψ: weights that a fold is given, trained on all other folds',
      },
    },
    {
      name: `weights${String(scale)}_poorer`,
      values: flat(folds.flatMap(({ poorer }) => poorer.map(({ weights }) => weights))),
      shape: [folds.length, fewer, ...shape],
      attributes: {
        ...common,
        axes: ['fold', 'without', 'channel', 'bond'],
        meaning:
          'ψ trained without one more fold, in the order of these: what the correction for training rests on',
      },
    },
  ];
}

function foldOf(folds: readonly FoldWeights[], replicas: number): number[] {
  const fold = new Array<number>(replicas).fill(-1);
  folds.forEach((one, k) => {
    for (const r of one.replicas) fold[r] = k;
  });
  return fold;
}

function array(
  name: string,
  { axes, shape }: { readonly axes: readonly string[]; readonly shape: readonly number[] },
  values: Values,
  unit: string,
  meaning: string,
): ExportArray {
  return { name, values, shape, attributes: { axes, unit, meaning } };
}
