import type { Json } from '../../data/frame.js';
import {
  bracket,
  digits,
  displayed,
  fraction,
  power,
  row,
  sign,
  square,
  sub,
  sumOver,
  variable,
} from './mathml.js';

const x = variable('x');
const half = fraction(digits('1'), digits('2'));
const epsilon = variable('ε');
const at = (name: string, index = x): string => sub(variable(name), index);
const next = row(x, sign('+'), digits('1'));
const bond = row(sign('⟨'), x, sign(','), variable('y'), sign('⟩'));
const term = (name: string, argument: string): string => row(variable(name), bracket(argument));
const difference = (from: string, to: string): string => row(at('q', from), sign('−'), at('q', to));
const H = row(variable('H'), sign('='));
const kinetic = square(variable('p'), x);
const harmonic = row(square(variable('ω'), x), square(variable('q'), x));

/** The Hamiltonians of docs/model.md, chain.md, spins.md, quartic.md and rotors.md, as MathML and as text. */
const HAMILTONIANS: Readonly<Record<string, string>> = {
  oscillators: displayed(
    row(
      H,
      sumOver(x),
      bracket(half, bracket(kinetic, sign('+'), harmonic), sign('+'), epsilon, term('U', at('q'))),
      sign('+'),
      epsilon,
      sumOver(bond),
      term('V', difference(x, variable('y'))),
    ),
    'H = Σ_x (½(p_x² + ω_x² q_x²) + ε U(q_x)) + ε Σ_⟨x,y⟩ V(q_x − q_y)',
  ),
  chain: displayed(
    row(
      H,
      sumOver(x),
      bracket(
        fraction(kinetic, row(digits('2'), at('m'))),
        sign('+'),
        half,
        harmonic,
        sign('+'),
        half,
        power(bracket(difference(x, next)), digits('2')),
      ),
      sign('+'),
      epsilon,
      sumOver(x),
      bracket(term('U', at('q')), sign('+'), term('V', difference(x, next))),
    ),
    'H = Σ_x (p_x²/2m_x + ½ω_x² q_x² + ½(q_x − q_{x+1})²) + ε Σ_x (U(q_x) + V(q_x − q_{x+1}))',
  ),
  spins: displayed(
    row(
      H,
      sumOver(x),
      at('ω'),
      sign('·'),
      at('S'),
      sign('+'),
      epsilon,
      sumOver(x),
      at('S'),
      sign('·'),
      at('S', next),
    ),
    'H = Σ_x ω_x·S_x + ε Σ_x S_x·S_{x+1}',
  ),
  quartic: displayed(
    row(
      H,
      sumOver(x),
      bracket(fraction(kinetic, digits('2')), sign('+'), fraction(power(at('q'), digits('4')), digits('4'))),
      sign('+'),
      fraction(epsilon, digits('2')),
      sumOver(x),
      power(bracket(difference(x, next)), digits('2')),
    ),
    'H = Σ_x (p_x²/2 + q_x⁴/4) + (ε/2) Σ_x (q_x − q_{x+1})²',
  ),
  rotors: displayed(
    row(
      H,
      sumOver(x),
      fraction(kinetic, digits('2')),
      sign('+'),
      epsilon,
      sumOver(bond),
      bracket(digits('1'), sign('−'), term('cos', difference(x, variable('y')))),
    ),
    'H = Σ_x p_x²/2 + ε Σ_⟨x,y⟩ (1 − cos(q_x − q_y))',
  ),
};

/** The Hamiltonian of a study's model, set as a formula; nothing for a kind that is not known here. */
export function hamiltonianHtml(model: Json | undefined): string {
  const kind = (model as { readonly kind?: Json } | null | undefined)?.kind;
  const found =
    typeof kind === 'string' && Object.hasOwn(HAMILTONIANS, kind) ? HAMILTONIANS[kind] : undefined;
  return found ?? '';
}
