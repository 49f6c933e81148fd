import { assembled } from '../assembler.js';
import { bathPrograms } from './baths.js';
import type { KernelPlan, Layout } from './layout.js';
import { energySweep } from './energy.js';
import { bondSweep, siteSweep } from './grid.js';
import { ringPass } from './ring.js';
import {
  addInt,
  get,
  int,
  integers,
  load,
  mulInt,
  plus,
  repeat,
  set,
  spread,
  store,
  times,
  vectors,
} from '../wat.js';

/** Rotates every site by one table. */
function rotation({ lattice, lanes }: KernelPlan, at: Layout): string {
  const pairs = Array.from({ length: lanes / 2 }, (_, v) => 16 * v);
  return `(func $rotate (param $table i32) ${integers('o')} ${vectors('x', 'y', 'c', 'a', 'b')}
    ${repeat(
      'sweep',
      `${set('c', spread(get('table'), 0))}${set('a', spread(get('table'), 8))}${set('b', spread(get('table'), 16))}
      ${pairs
        .map(
          (
            byte,
          ) => `${set('x', load(get('o'), at.positions + byte))}${set('y', load(get('o'), at.momenta + byte))}
          ${store(get('o'), at.positions + byte, plus(times(get('c'), get('x')), times(get('a'), get('y'))))}
          ${store(get('o'), at.momenta + byte, plus(times(get('b'), get('x')), times(get('c'), get('y'))))}`,
        )
        .join('\n')}
      ${set('o', addInt(get('o'), int(at.stride)))}${set('table', addInt(get('table'), int(24)))}`,
      `(i32.lt_u ${get('o')} ${int(lattice.sites * at.stride)})`,
    )})`;
}

/**
 * Performs the flips of step `step` from the list at global `next`: p ← −p of one site of one replica.
 *
 * Between two steps the last rotation of one and the first of the next, each of length c, are done as one,
 * R(2c), and a flip belongs in its middle: R(c) F R(c) = F, because F R(c) = R(−c) F. So before a joined
 * rotation the flipped site is sent to R(−2c) F, and after a joined rotation to F R(−2c). `undo` is the table of R(2c), or 0 when the
 * step's last rotation is complete and the flip is F alone.
 */
function flips(at: Layout, beforeJoined: boolean): string {
  const scalar = (offset: number): string => `(f64.load offset=${String(offset)} ${get('o')})`;
  const write = (offset: number, value: string): string =>
    `(f64.store offset=${String(offset)} ${get('o')} ${value})`;
  const entry = (byte: number): string => `(f64.load offset=${String(byte)} ${get('e')})`;
  const mul = (a: string, b: string): string => `(f64.mul ${a} ${b})`;
  const flip = write(at.momenta, `(f64.neg ${scalar(at.momenta)})`);
  const unrotate = `${set('x', scalar(at.positions))}${set('y', scalar(at.momenta))}
    ${write(at.positions, `(f64.sub ${mul(entry(0), get('x'))} ${mul(entry(8), get('y'))})`)}
    ${write(at.momenta, `(f64.sub ${mul(entry(0), get('y'))} ${mul(entry(16), get('x'))})`)}`;
  return `(func $flips (param $step i32) (param $undo i32) ${integers('o', 'e')} (local $x f64) (local $y f64)
    (block $done (loop $each
      (br_if $done (i32.ne (i32.load offset=${String(at.flips)} (global.get $next)) ${get('step')}))
      ${set('o', `(i32.load offset=${String(at.flips + 4)} (global.get $next))`)}
      (global.set $next ${addInt('(global.get $next)', int(8))})
      (if ${get('undo')} (then
        ${set('e', addInt(get('undo'), mulInt(`(i32.div_u ${get('o')} ${int(at.stride)})`, int(24))))}
        ${beforeJoined ? flip + unrotate : unrotate + flip})
      (else ${flip}))
      (br $each))))`;
}

/** The function `run(steps)`: from a synchronous state to a synchronous state, with the flips of the list. */
function stepping(plan: KernelPlan, at: Layout): string {
  const { kicks } = plan.scheme;
  const table = (i: number): string => int(at.tables[i] as number);
  const kick = (i: number): string => int(at.kicks + 8 * i * (plan.coupling.length + plan.pinning.length));
  const ring = plan.lattice.dimension === 1;
  const lastKick = kicks.length - 1;
  const more = `(i32.lt_u ${get('j')} ${get('steps')})`;
  const bathed = (program: string): string =>
    plan.baths ? `(if (i32.load ${int(at.bathSwitch)}) (then (call $${program})))` : '';
  const undo = `(select ${table(at.joined)} ${int(0)} ${more})`;
  const body = ring
    ? `${kicks
        .map((_, i) => {
          const rotation =
            i === 0
              ? `(select ${table(at.before[0] as number)} ${table(at.joined)} (i32.eqz ${get('j')}))`
              : table(at.before[i] as number);
          return `(call $${i === lastKick ? 'passAndSum' : 'pass'} ${rotation} ${kick(i)})`;
        })
        .join('\n')}
      ${set('j', addInt(get('j'), int(1)))}
      (if ${more} (then (call $flips ${get('j')} ${undo}) ${bathed('bathsBetween')}))`
    : `${kicks
        .map((_, i) => {
          const sweep =
            i > 0
              ? `(call $bonds ${kick(i)})`
              : `(if ${get('j')} (then (call $bondsAndSum ${kick(0)})) (else (call $bondsFirst ${kick(0)})))`;
          const next =
            i < lastKick
              ? table(at.before[i + 1] as number)
              : `(select ${table(at.joined)} ${table(at.last)} (i32.lt_u ${addInt(get('j'), int(1))} ${get('steps')}))`;
          return `${sweep}(call $sites ${next} ${kick(i)})`;
        })
        .join('\n')}
      ${set('j', addInt(get('j'), int(1)))}
      (if ${more} (then (call $flips ${get('j')} ${undo})))`;
  return `(func (export "run") (param $steps i32) ${integers('j')}
    (global.set $next ${int(0)})
    ${plan.baths ? `(global.set $gaussian ${int(at.gaussians)})` : ''}
    ${ring ? '' : `(call $rotate ${table(at.before[0] as number)})`}
    ${repeat('step', body, more)}
    ${ring ? `(call $rotate ${table(at.last)})` : '(call $bondsLast (i32.const 0))'}
    (call $flips ${get('steps')} ${int(0)})
    ${bathed('baths')})`;
}

/** `combine(to, terms, bytes)`: to ← Σ_j c_j x_j over arrays of float64, for the terms of the list. */
export function combination(at: Pick<Layout, 'terms'>): string {
  return `(func (export "combine") (param $to i32) (param $terms i32) (param $bytes i32)
    ${integers('o', 'j', 'x')} ${vectors('a', 'b', 'c')}
    ${repeat(
      'sweep',
      `${set('a', '(v128.const i64x2 0 0)')}${set('b', '(v128.const i64x2 0 0)')}${set('j', int(0))}
      ${repeat(
        'term',
        `${set('c', spread(get('j'), at.terms))}
        ${set('x', addInt(`(i32.load offset=${String(at.terms + 8)} ${get('j')})`, get('o')))}
        ${set('a', plus(get('a'), times(get('c'), load(get('x'), 0))))}
        ${set('b', plus(get('b'), times(get('c'), load(get('x'), 16))))}
        ${set('j', addInt(get('j'), int(16)))}`,
        `(i32.lt_u ${get('j')} ${get('terms')})`,
      )}
      ${store(addInt(get('to'), get('o')), 0, get('a'))}${store(addInt(get('to'), get('o')), 16, get('b'))}
      ${set('o', addInt(get('o'), int(32)))}`,
      `(i32.lt_u ${get('o')} ${get('bytes')})`,
    )})`;
}

/** `total(from, step, end)`: for each lane the sum of the elements at from, from + step, … below end. */
export function total({ lanes }: Pick<KernelPlan, 'lanes'>, at: Pick<Layout, 'lanesOut'>): string {
  const pairs = Array.from({ length: lanes / 2 }, (_, v) => v);
  return `(func (export "total") (param $from i32) (param $step i32) (param $end i32)
    ${vectors(...pairs.map((v) => `t${String(v)}`))}
    ${repeat(
      'sweep',
      `${pairs.map((v) => set(`t${String(v)}`, plus(get(`t${String(v)}`), load(get('from'), 16 * v)))).join('')}
      ${set('from', addInt(get('from'), get('step')))}`,
      `(i32.lt_u ${get('from')} ${get('end')})`,
    )}
    ${pairs.map((v) => store(int(0), at.lanesOut + 16 * v, get(`t${String(v)}`))).join('')})`;
}

/** The kernel as WebAssembly text. Its size does not depend on the lattice's size. */
export function programText(plan: KernelPlan, at: Layout): string {
  const ring = plan.lattice.dimension === 1;
  return `(module
    (import "kernel" "memory" (memory ${String(Math.ceil(at.bytes / 65536))}))
    (global $next (mut i32) (i32.const 0))
    ${rotation(plan, at)}
    ${flips(at, ring)}
    ${plan.baths ? bathPrograms(plan, at) : ''}
    ${
      ring
        ? ringPass(plan, at, 'pass', false) + ringPass(plan, at, 'passAndSum', true)
        : [
            bondSweep(plan, at, { name: 'bondsFirst', complete: false, accumulate: false, force: true }),
            bondSweep(plan, at, { name: 'bonds', complete: true, accumulate: false, force: true }),
            bondSweep(plan, at, { name: 'bondsAndSum', complete: true, accumulate: true, force: true }),
            bondSweep(plan, at, { name: 'bondsLast', complete: true, accumulate: true, force: false }),
            siteSweep(plan, at),
          ].join('\n')
    }
    ${stepping(plan, at)}
    ${combination(at)}
    ${total(plan, at)}
    ${energySweep(plan, at)})`;
}

/** The kernel as a WebAssembly module; about 2 ms. */
export function programModule(plan: KernelPlan, at: Layout): WebAssembly.Module {
  return assembled(programText(plan, at));
}
