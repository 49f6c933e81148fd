import type { RealisationRecord } from '../../estimate/record.js';
import type { Column, Frame, Json } from '../../data/frame.js';
import type { Attributes, ExportArray, Values } from '../../data/values.js';

const SAMPLER: Readonly<Record<string, Attributes>> = {
  potential: {
    axes: ['move', 'replica'],
    unit: 'energy',
    meaning:
      'energy after every move of the sampler: of oscillators the potential energy, of spins all of it',
  },
  accepted: { axes: ['move', 'replica'], unit: '', meaning: 'whether a move of the sampler was accepted' },
};

/** What the unit of a study of κ recorded, with the time scales and norms that its numbers need. */
export function unitArrays(frame: Frame, { scales, blocks, tapers }: RealisationRecord): ExportArray[] {
  const windows = scales.map(({ time, norms }, k): [string, Attributes] => [
    `windows${String(k)}`,
    {
      axes: ['replica', 'window', 'taper', 'channel', 'bond'],
      unit: 'energy',
      meaning:
        'windowed increments Y of every bond: channel 0 of the transfer Q, further channels of the dressings; Var(Y)/norm is d⟨Q²⟩/dt',
      time,
      norm: norms,
      taper: tapers.map(({ kind, order }) => `${kind} ${String(order)}`),
    },
  ]);
  const blockSums: Attributes = {
    axes: ['block', 'replica'],
    unit: 'energy^2',
    meaning: 'sum over all windows of length `time` of the squared total transfer, (Σ_b aim_b ΔQ_b)²',
    time: blocks.map(({ time }) => time),
    windows: blocks.map((block) => block.windows),
  };
  return described(frame, { ...SAMPLER, ...Object.fromEntries(windows), blockSums });
}

/**
 * What a unit between baths recorded.
 *
 * @param times when its blocks end
 */
export function steadyUnitArrays(frame: Frame, times: Float64Array): ExportArray[] {
  const along = (axis: string, unit: string, meaning: string): Attributes => ({
    axes: ['block', axis, 'replica'],
    unit,
    meaning: `${meaning}, from the beginning to the end of a block`,
    time: [...times],
  });
  return described(frame, {
    ...SAMPLER,
    heats: along('bath', 'energy', 'energy given by the left and by the right bath'),
    transfers: along('bond', 'energy', 'energy that passed through the bond'),
    temperatures: along('site', 'energy', 'm v² of the site, summed over samples'),
  });
}

/** @throws RangeError for a column of which nothing is known */
function described({ head, columns }: Frame, known: Readonly<Record<string, Attributes>>): ExportArray[] {
  const shapes = head['shapes'] as { readonly [name: string]: Json } | undefined;
  return Object.entries(columns).map(([name, column]) => {
    const attributes = known[name];
    if (attributes === undefined) throw new RangeError(`invalid array; must have a description: ${name}`);
    const shape = (shapes?.[name] as readonly number[] | undefined) ?? [column.length];
    return { name, values: values(name, column), shape, attributes };
  });
}

function values(name: string, column: Column): Values {
  if (column instanceof Uint32Array)
    throw new RangeError(`invalid array; must be of a type that all formats have: ${name}`);
  return column;
}
