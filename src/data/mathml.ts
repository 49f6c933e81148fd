/**
 * A formula as one line of text and as presentation MathML, which browsers set without extra fonts or scripts.
 */
export interface Formula {
  readonly text: string;
  readonly mathml: string;
}

/* The pieces of MathML. Names and signs are letters and operators that need no escaping. */

export const variable = (name: string): string => `<mi>${name}</mi>`;
export const digits = (text: string): string => `<mn>${text}</mn>`;
export const sign = (text: string): string => `<mo>${text}</mo>`;
export const row = (...parts: readonly string[]): string => `<mrow>${parts.join('')}</mrow>`;
export const sub = (base: string, index: string): string => `<msub>${base}${index}</msub>`;
export const squared = (base: string, index: string): string =>
  `<msubsup>${base}${index}${digits('2')}</msubsup>`;
export const powerOf = (base: string, exponent: string): string => `<msup>${base}${exponent}</msup>`;
export const fraction = (above: string, below: string): string => `<mfrac>${above}${below}</mfrac>`;
export const bracket = (...inner: readonly string[]): string => row(sign('('), ...inner, sign(')'));

/** Σ over `index`. */
export const sumOver = (index: string): string => `<munder>${sign('∑')}${index}</munder>`;

/* The parts of a lattice Hamiltonian. */

export const x = variable('x');
export const next = row(x, sign('+'), digits('1'));
export const epsilon = variable('ε');
export const H = row(variable('H'), sign('='));
/** A quantity that belongs to a site. */
export const ofSite = (name: string, index = x): string => sub(variable(name), index);
export const kinetic = squared(variable('p'), x);
/** q − q′. */
export const difference = (from: string, to: string): string =>
  row(ofSite('q', from), sign('−'), ofSite('q', to));
/** A potential and its argument. */
export const term = (name: string, argument: string): string => row(variable(name), bracket(argument));
