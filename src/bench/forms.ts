import { chooseKernels } from '../native/kernels.js';
import { fastestRun, type Measurement } from './measurement.js';

/** Work of kernels that is measured in both forms. */
export interface Contender {
  readonly name: string;
  readonly note: string;
  /** What is counted in one run of the work: site-kicks, say. */
  readonly amount: number;
  /** Makes the kernels and gives the work. */
  readonly prepare: () => () => void;
}

/** What one core does in a second; NaN where there are no native kernels. */
export interface Rates {
  readonly contender: Contender;
  readonly wasm: number;
  readonly native: number;
  /** What the native kernels are, or why there are none. */
  readonly told: string;
}

/** Turns that all contenders take in both forms: their rates are those of the same minute. */
const TURNS = 12;
/** Amount that one turn works off, some 0.05 s. */
const TURN = 4e7;

/** The best rates of several contenders in both forms, by turns. */
export async function ratesInTurns(contenders: readonly Contender[]): Promise<Rates[]> {
  const prepared = (choice: 'wasm' | 'native') =>
    contenders.map(({ prepare, amount }) => {
      const work = prepare();
      // Compiled, compared with WebAssembly, and warm.
      for (let i = 0; i < (choice === 'native' ? 2 : 10); i++) work();
      return { work, repeats: Math.max(1, Math.round(TURN / amount)), seconds: Infinity };
    });
  await chooseKernels('wasm');
  const wasm = prepared('wasm');
  const told = await chooseKernels('native');
  const native = told.startsWith('native') ? prepared('native') : [];
  await chooseKernels('wasm');
  for (let turn = 0; turn < TURNS; turn++)
    for (const one of [...wasm, ...native])
      one.seconds = Math.min(one.seconds, fastestRun(one.work, one.repeats, 1));
  return contenders.map((contender, i) => ({
    contender,
    wasm: contender.amount / (wasm[i]?.seconds ?? NaN),
    native: contender.amount / (native[i]?.seconds ?? NaN),
    told,
  }));
}

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** A contender's rates and their ratio as figures of the benchmark. */
export function rateMeasurements({ contender, wasm, native, told }: Rates, unit: string): Measurement[] {
  const { name, note } = contender;
  return [
    { name, value: wasm, unit, note },
    { name: `${name}.native`, value: known(native), unit, note: told },
    {
      name: `${name}.native.ratio`,
      value: known(native / wasm),
      unit: '1',
      note: `native over WebAssembly, each the best of ${String(TURNS)} turns, by processor time`,
    },
  ];
}

/** What two rates of the same form are to each other, in both forms. */
export function shareMeasurements(name: string, of: Rates, to: Rates, note: string): Measurement[] {
  return [
    { name, value: of.wasm / to.wasm, unit: '1', note },
    { name: `${name}.native`, value: known(of.native / to.native), unit: '1', note: of.told },
  ];
}
