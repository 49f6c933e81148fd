import { combination, total } from '../../../kernel/splitting/program.js';
import {
  addInt,
  get,
  int,
  integers,
  load,
  minus,
  plus,
  repeat,
  set,
  spread,
  store,
  times,
  vectors,
} from '../../../kernel/wat.js';
import type { RotorLayout, RotorPlan } from './layout.js';
import { quarterText, sineConstants, sineLocals, turnsText, wrappedText } from './sine.js';

const pairsOf = ({ lanes }: RotorPlan): number[] => Array.from({ length: lanes / 2 }, (_, v) => 16 * v);

/** `rotate(drift)`: θ_x ← θ_x + (τ/2π) p_x, brought into [−½, ½]. */
function rotation(plan: RotorPlan, at: RotorLayout): string {
  const turned = (byte: number): string =>
    wrappedText(
      'x',
      plus(load(get('o'), at.positions + byte), times(get('c'), load(get('o'), at.momenta + byte))),
    ) + store(get('o'), at.positions + byte, get('x'));
  return `(func $rotate (param $drift i32) ${integers('o')} ${vectors('x', 'c', ...sineLocals)}
    ${sineConstants()}${set('c', spread(get('drift'), 0))}
    ${repeat(
      'sweep',
      pairsOf(plan).map(turned).join('\n') + set('o', addInt(get('o'), int(at.stride))),
      `(i32.lt_u ${get('o')} ${int(plan.lattice.sites * at.stride)})`,
    )})`;
}

/** What one sweep over the bonds does: complete the last kick's transfers, add them to the sums, find new forces. */
interface BondSweep {
  readonly name: string;
  readonly complete: boolean;
  readonly accumulate: boolean;
  readonly force: boolean;
}

/** `4Q_b += F_b (s_tail + s_head)`, s = p before + p after the last kick; then F_b = εh sin 2π(θ_tail − θ_head) of the next one. */
function bondSweep(
  plan: RotorPlan,
  at: RotorLayout,
  { name, complete, accumulate, force }: BondSweep,
): string {
  const { dimension, sites } = plan.lattice;
  const { setup, value } = turnsText('r', 'square', 'k');
  const along = (k: number, byte: number): string => {
    const bond = k * at.stride + byte;
    const impulses = plus(load(get('o'), at.impulses + byte), load(get('h'), at.impulses + byte));
    const completed = [
      set('x', plus(load(get('b'), at.transfers + bond), times(load(get('b'), at.forces + bond), impulses))),
      store(get('b'), at.transfers + bond, get('x')),
      accumulate ? store(get('b'), at.sums + bond, plus(load(get('b'), at.sums + bond), get('x'))) : '',
    ];
    const found = [
      set('r', minus(load(get('o'), at.positions + byte), load(get('h'), at.positions + byte))),
      setup,
      store(get('b'), at.forces + bond, times(value, get('strength'))),
    ];
    return [...(complete ? completed : []), ...(force ? found : [])].join('\n');
  };
  const body = Array.from({ length: dimension }, (_, k) =>
    [
      set('h', `(i32.load offset=${String(at.neighbours + 4 * k)} ${get('t')})`),
      ...pairsOf(plan).map((byte) => along(k, byte)),
    ].join('\n'),
  ).join('\n');
  return `(func $${name} (param $kick i32) ${integers('o', 'b', 't', 'h')}
    ${vectors('x', 'r', 'square', 'k', 'strength', ...sineLocals)}
    ${force ? sineConstants() + set('strength', spread(get('kick'), 0)) : ''}
    ${repeat(
      'sweep',
      `${body}
      ${set('o', addInt(get('o'), int(at.stride)))}
      ${set('b', addInt(get('b'), int(dimension * at.stride)))}
      ${set('t', addInt(get('t'), int(8 * dimension)))}`,
      `(i32.lt_u ${get('o')} ${int(sites * at.stride)})`,
    )})`;
}

/** `sites(drift)`: p_x ← p_x + Σ_k (F_in − F_out), s_x = p before + p after, then the free rotation to the next kick. */
function siteSweep(plan: RotorPlan, at: RotorLayout): string {
  const { dimension, sites } = plan.lattice;
  const incoming = Array.from({ length: dimension }, (_, k) => `i${String(k)}`);
  const site = (byte: number): string => {
    let momentum = get('p');
    incoming.forEach((name, k) => {
      const inward = load(get(name), at.forces + byte);
      const outward = load(get('b'), at.forces + k * at.stride + byte);
      momentum = plus(momentum, minus(inward, outward));
    });
    return [
      set('p', load(get('o'), at.momenta + byte)),
      set('n', momentum),
      store(get('o'), at.impulses + byte, plus(get('p'), get('n'))),
      store(get('o'), at.momenta + byte, get('n')),
      wrappedText('x', plus(load(get('o'), at.positions + byte), times(get('c'), get('n')))),
      store(get('o'), at.positions + byte, get('x')),
    ].join('\n');
  };
  return `(func $sites (param $drift i32) ${integers('o', 'b', 't', ...incoming)}
    ${vectors('p', 'n', 'x', 'c', ...sineLocals)}
    ${sineConstants()}${set('c', spread(get('drift'), 0))}
    ${repeat(
      'sweep',
      `${incoming.map((name, k) => set(name, `(i32.load offset=${String(at.neighbours + 4 * (dimension + k))} ${get('t')})`)).join('')}
      ${pairsOf(plan).map(site).join('\n')}
      ${set('o', addInt(get('o'), int(at.stride)))}
      ${set('b', addInt(get('b'), int(dimension * at.stride)))}
      ${set('t', addInt(get('t'), int(8 * dimension)))}`,
      `(i32.lt_u ${get('o')} ${int(sites * at.stride)})`,
    )})`;
}

/** `energies()`: for each lane ½Σp², then for each lane 2ε Σ_b sin²(π(θ_tail − θ_head)), by plain sums. */
function energySweep(plan: RotorPlan, at: RotorLayout): string {
  const { dimension, sites } = plan.lattice;
  const pairs = pairsOf(plan);
  const { setup, value } = quarterText('r', 'square');
  const bond = (byte: number, v: number): string => `
    ${wrappedText('r', minus(load(get('o'), at.positions + byte), load(get('h'), at.positions + byte)))}
    ${set('r', times(get('half'), get('r')))}${setup}${set('r', value)}
    ${set(`e${String(v)}`, plus(get(`e${String(v)}`), times(get('r'), get('r'))))}`;
  return `(func (export "energies") ${integers('o', 't', 'h')}
    ${vectors('r', 'square', 'p', ...sineLocals, ...pairs.flatMap((_, v) => [`k${String(v)}`, `e${String(v)}`]))}
    ${sineConstants()}
    ${repeat(
      'sweep',
      `${pairs
        .map(
          (byte, v) =>
            set('p', load(get('o'), at.momenta + byte)) +
            set(`k${String(v)}`, plus(get(`k${String(v)}`), times(get('half'), times(get('p'), get('p'))))),
        )
        .join('\n')}
      ${Array.from(
        { length: dimension },
        (_, k) =>
          set('h', `(i32.load offset=${String(at.neighbours + 4 * k)} ${get('t')})`) +
          pairs.map(bond).join(''),
      ).join('\n')}
      ${set('o', addInt(get('o'), int(at.stride)))}${set('t', addInt(get('t'), int(8 * dimension)))}`,
      `(i32.lt_u ${get('o')} ${int(sites * at.stride)})`,
    )}
    ${pairs
      .map(
        (byte, v) =>
          store(int(0), at.lanesOut + byte, get(`k${String(v)}`)) +
          store(
            int(0),
            at.lanesOut + at.stride + byte,
            times(spread(int(0), at.strength), get(`e${String(v)}`)),
          ),
      )
      .join('')})`;
}

/** `run(steps)`: from a synchronous state to a synchronous state; the last rotation of one step and the first of the next are one. */
function stepping({ scheme }: RotorPlan, at: RotorLayout): string {
  const drift = (i: number): string => int(at.drifts + 8 * i);
  const lastKick = scheme.kicks.length - 1;
  const body = scheme.kicks
    .map((_, i) => {
      const kick = int(at.kicks + 8 * i);
      const sweep =
        i > 0
          ? `(call $bonds ${kick})`
          : `(if ${get('j')} (then (call $bondsAndSum ${kick})) (else (call $bondsFirst ${kick})))`;
      const next =
        i < lastKick
          ? drift(at.before[i + 1] as number)
          : `(select ${drift(at.joined)} ${drift(at.last)} (i32.lt_u ${addInt(get('j'), int(1))} ${get('steps')}))`;
      return `${sweep}(call $sites ${next})`;
    })
    .join('\n');
  return `(func (export "run") (param $steps i32) ${integers('j')}
    (call $rotate ${drift(at.before[0] as number)})
    ${repeat('step', body + set('j', addInt(get('j'), int(1))), `(i32.lt_u ${get('j')} ${get('steps')})`)}
    (call $bondsLast ${int(0)}))`;
}

/** The kernel of the rotors as WebAssembly text. Its size does not depend on the number of sites. */
export function rotorProgramText(plan: RotorPlan, at: RotorLayout): string {
  return `(module
    (import "kernel" "memory" (memory ${String(Math.ceil(at.bytes / 65536))}))
    ${rotation(plan, at)}
    ${[
      { name: 'bondsFirst', complete: false, accumulate: false, force: true },
      { name: 'bonds', complete: true, accumulate: false, force: true },
      { name: 'bondsAndSum', complete: true, accumulate: true, force: true },
      { name: 'bondsLast', complete: true, accumulate: true, force: false },
    ]
      .map((sweep) => bondSweep(plan, at, sweep))
      .join('\n')}
    ${siteSweep(plan, at)}
    ${stepping(plan, at)}
    ${combination(at)}
    ${total(plan, at)}
    ${energySweep(plan, at)})`;
}
