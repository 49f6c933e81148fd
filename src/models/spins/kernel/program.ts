import { combination, total } from '../../../kernel/splitting/program.js';
import { exchangeSweep, precession } from './exchange.js';
import { FLOW_BYTES, type SpinLayout, type SpinPlan } from './layout.js';
import { rotationSweep } from './rotation.js';
import { axes, dotText, loadParts, part, parts } from './text.js';
import {
  addInt,
  get,
  int,
  integers,
  load,
  plus,
  repeat,
  set,
  spread,
  store,
  vectors,
} from '../../../kernel/wat.js';

/** `accumulate()`: adds every 4Q to its sum. */
function accumulation({ lattice }: SpinPlan, at: SpinLayout): string {
  return `(func $accumulate ${integers('o')}
    ${repeat(
      'bonds',
      [0, 16]
        .map((byte) =>
          store(
            get('o'),
            at.sums + byte,
            plus(load(get('o'), at.sums + byte), load(get('o'), at.transfers + byte)),
          ),
        )
        .join('') + set('o', addInt(get('o'), int(32))),
      `(i32.lt_u ${get('o')} ${int(lattice.sites * at.stride)})`,
    )})`;
}

/** `energies()`: for each lane Σω_x·S_x, then for each lane εΣS_x·S_{x+1}, by plain sums. */
function energySweep({ lattice, lanes }: SpinPlan, at: SpinLayout): string {
  const pairs = Array.from({ length: lanes / 2 }, (_, v) => v);
  const site = 3 * at.stride;
  const end = lattice.sites * site;
  return `(func (export "energies") ${integers('o', 'y', 'f')}
    ${vectors(...parts('x'), ...axes.map((k) => `y${String(k)}`), ...pairs.flatMap((v) => [`a${String(v)}`, `b${String(v)}`]))}
    ${repeat(
      'site',
      `${set('y', addInt(get('o'), int(site)))}
      ${set('y', `(select ${int(0)} ${get('y')} (i32.eq ${get('y')} ${int(end)}))`)}
      ${pairs
        .map(
          (v) => `${loadParts('x', get('o'), at.spins + 16 * v, at.stride)}
          ${loadParts('y', get('y'), at.spins + 16 * v, at.stride)}
          ${set(
            `a${String(v)}`,
            plus(
              get(`a${String(v)}`),
              dotText(
                (k) => spread(get('f'), at.fields + 8 * k),
                (k) => part('x', k),
              ),
            ),
          )}
          ${set(
            `b${String(v)}`,
            plus(
              get(`b${String(v)}`),
              dotText(
                (k) => part('x', k),
                (k) => part('y', k),
              ),
            ),
          )}`,
        )
        .join('')}
      ${set('f', addInt(get('f'), int(24)))}${set('o', addInt(get('o'), int(site)))}`,
      `(i32.lt_u ${get('o')} ${int(end)})`,
    )}
    ${pairs
      .map(
        (v) =>
          store(int(0), at.lanesOut + 16 * v, get(`a${String(v)}`)) +
          store(
            int(0),
            at.lanesOut + at.stride + 16 * v,
            `(f64x2.mul ${spread(int(0), at.strengths)} ${get(`b${String(v)}`)})`,
          ),
      )
      .join('')})`;
}

/** `run(steps)`: from a synchronous state to a synchronous state; the last flow of A of one step and the first of the next are done as one. */
function stepping({ scheme }: SpinPlan, at: SpinLayout): string {
  const odd = int(3 * at.stride);
  const flow = (length: number): string => int(at.flows + FLOW_BYTES * length);
  const kickFlow = (length: number): string => flow(at.lengths.length + at.kickLengths.indexOf(length));
  const exchange = scheme.parts === 'exchange';
  const a = (length: number): string => (exchange ? int(at.tables[length] as number) : flow(length));
  const rotated = (length: string): string =>
    exchange ? `(call $precess ${length})` : `(call $rotate ${int(0)} ${length})`;
  const more = `(i32.lt_u ${get('j')} ${get('steps')})`;
  const stages = scheme.kicks
    .map((b, i) => {
      const before =
        i === 0
          ? `(select ${a(at.before[0] as number)} ${a(at.joined)} (i32.eqz ${get('j')}))`
          : a(at.before[i] as number);
      return exchange
        ? `(call $precessedExchange ${before} ${kickFlow(b / 2)})
          (call $exchange ${odd} ${kickFlow(b)})
          (call $exchange ${int(0)} ${kickFlow(b / 2)})`
        : `${rotated(before)}(call $rotate ${odd} ${kickFlow(b)})`;
    })
    .join('\n');
  // Where A carries energy, the transfers after a step are those after its last flow of A, which a joined flow does not stop at: they are
  // summed at the end of B instead, half of an even rotation early. The mean over an interval is a smoothing and may be any.
  return `(func (export "run") (param $steps i32) ${integers('j')}
    ${repeat('step', `${stages}(call $accumulate)${set('j', addInt(get('j'), int(1)))}`, more)}
    ${rotated(a(at.last))})`;
}

/** The kernel of the spins as WebAssembly text. Its size does not depend on the number of sites. */
export function spinProgramText(plan: SpinPlan, at: SpinLayout): string {
  const flows =
    plan.scheme.parts === 'exchange'
      ? [exchangeSweep(plan, at, true), exchangeSweep(plan, at, false), precession(plan, at)]
      : [rotationSweep(plan, at)];
  return `(module
    (import "kernel" "memory" (memory ${String(Math.ceil(at.bytes / 65536))}))
    ${flows.join('\n')}
    ${accumulation(plan, at)}
    ${stepping(plan, at)}
    ${combination(at)}
    ${total(plan, at)}
    ${energySweep(plan, at)})`;
}
