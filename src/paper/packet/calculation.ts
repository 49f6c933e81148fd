import { Kernel } from '../../kernel/splitting/kernel.js';
import { schemes } from '../../kernel/scheme.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import type { Frame, Json } from '../../data/frame.js';
import { oscillators } from '../../models/oscillators/hamiltonian.js';
import { scaled, polynomialSum } from '../../potential/polynomial.js';
import type { Calculation, Pieces } from '../calculation-run.js';

/** One realisation of the chain (20), with four packets that start at sites a quarter of the ring apart, each in a lane of its own. */
export interface PacketSettings {
  readonly epsilon: number;
  /** N, a multiple of 8. */
  readonly size: number;
  readonly realisation: number;
  /** ω uniform on [from, to]. */
  readonly from: number;
  readonly to: number;
  /** E, given to one site as momentum. */
  readonly energy: number;
  readonly step: number;
  /** The number of times recorded: FIRST_STEPS·√2^k steps, k = 0, 1, …. */
  readonly records: number;
}

const LANES = 4;
const FIRST_STEPS = 256;
/** Instants over the last eighth before a recorded time, over which is averaged. */
const INSTANTS = 16;
/** Steps between milestones, and about what one of them costs. */
const CHUNK = 4096;
const scheme = schemes.ABA864;
const QUARTIC = [0, 0, 0, 0, 0.25];

/** The times recorded, in steps. */
export function recordedSteps(records: number): number[] {
  const steps: number[] = [];
  for (let k = 0, exact = FIRST_STEPS; k < records; k++, exact *= Math.SQRT2) steps.push(Math.round(exact));
  return steps;
}

/** The number of sites, at either side of the antipode, whose energy tells whether a packet has gone around. */
const isFar = (distance: number, size: number): boolean => Math.abs(distance) >= (3 * size) / 8;

/**
 * The spreading of packets, from p_x = √(2E) at one site x₀ and nothing elsewhere (zero temperature), under
 *
 *     H = ½Σ(p² + ω²q²) + ½Σ(q_x − q_{x+1})² + (ε/4)Σq⁴ + (ε/4)Σ(q_x − q_{x+1})⁴        (20)
 *
 * Columns, each an average over INSTANTS instants of the last eighth before a recorded time:
 *
 *     secondMoments   m₂ = Σ(x−x₀)² e_x/Σe_x, the shorter way around the ring, [record][lane]
 *     participations  P = (Σe_x)²/Σe_x², [record][lane]
 *     profiles        e_x/Σe_x by |x − x₀| = 0 … N/2, both sides added, the mean over lanes, [record][distance]
 *     far             the largest share of the energy further than 3N/8 from x₀ in any lane, [record]
 *     errors          the largest |H/E − 1| in any lane, [record]
 */
export const packetCalculation: Calculation = {
  work: (settings) => {
    const { records, size } = settings as unknown as PacketSettings;
    return (recordedSteps(records).at(-1) as number) * size * LANES * scheme.kicks.length;
  },
  pieces: (settings, from) => packet(settings as unknown as PacketSettings & Json, from),
};

function* packet(settings: PacketSettings, from?: Frame): Pieces {
  const { epsilon, size, realisation, energy, step, records } = settings;
  const lattice = torus(1, size);
  const law = { law: 'uniform', from: settings.from, to: settings.to } as const;
  const omega = frequencies(law, lattice, 1, realisation);
  const coupling = polynomialSum([0, 0, 0.5], scaled(QUARTIC, epsilon));
  const pinning = scaled(QUARTIC, epsilon);
  const kernel = new Kernel({ lattice, coupling, pinning, scheme, lanes: LANES });
  kernel.tune(omega, 1, step);
  const chain = oscillators({ lattice, frequencies: omega, coupling, pinning, epsilon: 1 });
  const starts = Array.from({ length: LANES }, (_, lane) => (lane * size) / LANES);
  const instants = recordedSteps(records).flatMap((end, record) => {
    const gap = Math.floor(end / (8 * INSTANTS));
    return Array.from({ length: INSTANTS }, (_, i) => ({ record, at: end - (INSTANTS - 1 - i) * gap }));
  });
  const half = size / 2;
  const columns = {
    secondMoments: new Float64Array(records * LANES),
    participations: new Float64Array(records * LANES),
    profiles: new Float64Array(records * (half + 1)),
    far: new Float64Array(records),
    errors: new Float64Array(records),
  };
  let done = 0;
  if (from === undefined) {
    starts.forEach((x, lane) => {
      kernel.momenta[x * LANES + lane] = Math.sqrt(2 * energy);
    });
  } else {
    done = from.head['steps'] as number;
    kernel.positions.set(from.columns['positions'] as Float64Array);
    kernel.momenta.set(from.columns['momenta'] as Float64Array);
    for (const [name, column] of Object.entries(columns)) column.set(from.columns[name] as Float64Array);
  }

  const look = (record: number): void => {
    const add = (column: Float64Array, i: number, amount: number): void => {
      column[i] = (column[i] as number) + amount / INSTANTS;
    };
    starts.forEach((start, lane) => {
      const energies = chain.siteEnergies({
        q: kernel.lane(kernel.positions, lane),
        p: kernel.lane(kernel.momenta, lane),
      });
      const { total, squares, moment, beyond } = shape(energies, start, (distance, e) => {
        add(columns.profiles, record * (half + 1) + Math.abs(distance), e / LANES);
      });
      add(columns.secondMoments, record * LANES + lane, moment / total);
      add(columns.participations, record * LANES + lane, (total * total) / squares);
      const most = (column: Float64Array, value: number): void => {
        column[record] = Math.max(column[record] as number, value);
      };
      most(columns.far, beyond / total);
      most(columns.errors, Math.abs(total / energy - 1));
    });
  };
  const state = (): Frame => ({
    head: { steps: done },
    columns: {
      positions: kernel.positions.slice(),
      momenta: kernel.momenta.slice(),
      ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice()])),
    },
  });
  for (const { record, at } of instants.filter((instant) => instant.at > done)) {
    while (done < at) {
      const steps = Math.min(CHUNK, at - done);
      kernel.run(steps);
      done += steps;
      if (done === at) look(record);
      yield { work: steps * size * LANES * scheme.kicks.length, state };
    }
  }
  return { head: { ...settings }, columns };
}

/** Σe, Σe², Σd²e over signed distances −N/2 < d ≤ N/2 from `start`, and Σe of what is far; `each` receives e/Σe. */
function shape(
  energies: Float64Array,
  start: number,
  each: (distance: number, share: number) => void,
): { readonly total: number; readonly squares: number; readonly moment: number; readonly beyond: number } {
  const size = energies.length;
  const total = energies.reduce((a, b) => a + b, 0);
  let [squares, moment, beyond] = [0, 0, 0];
  energies.forEach((e, x) => {
    const forward = (x - start + size) % size;
    const distance = forward > size / 2 ? forward - size : forward;
    squares += e * e;
    moment += distance * distance * e;
    if (isFar(distance, size)) beyond += e;
    each(distance, e / total);
  });
  return { total, squares, moment, beyond };
}
