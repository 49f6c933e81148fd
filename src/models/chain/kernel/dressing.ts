import type { ModeFunction } from '../mode-function.js';
import type { Modes } from '../modes.js';
import { compiled } from '../../../kernel/assembler.js';
import type { Kernel } from '../../../kernel/splitting/kernel.js';
import { modeProgram, type ModeProgram } from './program.js';
import { modeEvaluation, type ModeLayout } from './evaluation.js';
import type { BondFunction, CompiledFunction } from '../../../kernel/transfer-kernel.js';

export interface ModeDressing {
  readonly modes: Modes;
  readonly function: ModeFunction;
  /** c. */
  readonly scale: number;
  /**
   * Without it the function has every bond. With it the function has the last bond alone, and the others follow by
   * f_x = f_{x−1} + e_x − ½|z_x|², e_x the harmonic energy of site x with ω_x as given here: the corrector with energies at the homes of their modes.
   */
  readonly running?: { readonly frequencies: Float64Array };
}

/** Entries of ξ below this are left out of z: their squares are beyond rounding. */
const TAIL = 1e-9;

interface Row {
  readonly sites: readonly number[];
  readonly weights: readonly number[];
}

/** √m_x ξ_k(x) of every mode, where it counts. */
function rows({ lattice: { sites }, vectors, masses }: Modes): Row[] {
  return Array.from({ length: sites }, (_, k) => {
    const kept = Array.from({ length: sites }, (_unused, x) => x).filter(
      (x) => Math.abs(vectors[k * sites + x] as number) > TAIL,
    );
    return {
      sites: kept,
      weights: kept.map((x) => (vectors[k * sites + x] as number) * Math.sqrt(masses[x] as number)),
    };
  });
}

function layoutOf(
  table: readonly Row[],
  program: ModeProgram,
  lanes: number,
  running: boolean,
  start: number,
): ModeLayout {
  let end = start;
  const reserve = (bytes: number): number => {
    const from = end;
    end = Math.ceil((end + bytes) / 16) * 16;
    return from;
  };
  const sum = (of: (bond: ModeProgram['bonds'][number]) => number): number =>
    program.bonds.reduce((total, bond) => total + of(bond), 0);
  const modes = table.length;
  return {
    modes: reserve(16 * modes),
    entries: reserve(16 * table.reduce((total, row) => total + row.sites.length, 0)),
    factors: reserve(16 * lanes * 2 * modes),
    halves: reserve(16 * lanes * program.products),
    bonds: reserve(8 * program.bonds.length),
    products: reserve(8 * sum(({ products }) => products.length)),
    nodes: reserve(8 * sum(({ nodes }) => nodes.length)),
    leaves: reserve(16 * sum(({ nodes }) => nodes.reduce((total, { leaves }) => total + leaves.length, 0))),
    sites: reserve(running ? 16 * modes : 0),
    end,
  };
}

/** c·f_b of every bond of a ring, f in mode coordinates, as a function that a kernel can have compiled; with masses its `momenta` are velocities. */
export function modeDressing(dressing: ModeDressing): BondFunction<Kernel> {
  const table = rows(dressing.modes);
  const program = modeProgram(dressing.function);
  const running = dressing.running !== undefined;
  return {
    length: (lanes) => Math.ceil(layoutOf(table, program, lanes, running, 0).end / 8),
    compiled: (kernel, address): CompiledFunction => {
      const at = layoutOf(table, program, kernel.lanes, running, address);
      writeModes(kernel, at, dressing, table);
      writeProgram(kernel, at, dressing.scale, program);
      const shape = { modes: table.length, bonds: program.bonds.length, running, scale: dressing.scale };
      const routines = compiled(modeEvaluation(kernel, at, shape), kernel.memory);
      return routines as unknown as CompiledFunction;
    },
  };
}

function writeModes(
  kernel: Kernel,
  at: ModeLayout,
  { modes, running, scale }: ModeDressing,
  table: readonly Row[],
): void {
  const memory = new DataView(kernel.memory.buffer);
  let entry = at.entries;
  table.forEach(({ sites, weights }, k) => {
    sites.forEach((x, i) => {
      memory.setFloat64(entry, weights[i] as number, true);
      memory.setInt32(entry + 8, x * kernel.at.stride, true);
      entry += 16;
    });
    memory.setFloat64(at.modes + 16 * k, modes.frequencies[k] as number, true);
    memory.setInt32(at.modes + 16 * k + 8, entry, true);
  });
  running?.frequencies.forEach((omega, x) => {
    memory.setFloat64(at.sites + 16 * x, 0.5 * scale * (modes.masses[x] as number), true);
    memory.setFloat64(at.sites + 16 * x + 8, 0.5 * scale * omega * omega, true);
  });
}

function writeProgram(kernel: Kernel, at: ModeLayout, scale: number, { bonds }: ModeProgram): void {
  const memory = new DataView(kernel.memory.buffer);
  const complex = 16 * kernel.lanes;
  const half = (number: number): number =>
    number < 0 ? at.halves + complex * (-1 - number) : at.factors + complex * number;
  let [product, node, leaf] = [at.products, at.nodes, at.leaves];
  bonds.forEach(({ products, nodes }, b) => {
    for (const [left, right] of products) {
      memory.setInt32(product, half(left), true);
      memory.setInt32(product + 4, half(right), true);
      product += 8;
    }
    for (const { half: first, leaves } of nodes) {
      for (const { half: second, coefficient } of leaves) {
        memory.setFloat64(leaf, scale * coefficient, true);
        memory.setInt32(leaf + 8, half(second), true);
        leaf += 16;
      }
      memory.setInt32(node, half(first), true);
      memory.setInt32(node + 4, leaf, true);
      node += 8;
    }
    memory.setInt32(at.bonds + 8 * b, product, true);
    memory.setInt32(at.bonds + 8 * b + 4, node, true);
  });
}
