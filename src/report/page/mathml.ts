import { escaped } from './html.js';

/** Presentation MathML, of which browsers set formulas without fonts or scripts of their own. */

export const variable = (name: string): string => `<mi>${escaped(name)}</mi>`;
export const digits = (text: string): string => `<mn>${escaped(text)}</mn>`;
export const sign = (text: string): string => `<mo>${escaped(text)}</mo>`;
export const row = (...parts: readonly string[]): string => `<mrow>${parts.join('')}</mrow>`;
export const sub = (base: string, index: string): string => `<msub>${base}${index}</msub>`;
export const square = (base: string, index: string): string =>
  `<msubsup>${base}${index}${digits('2')}</msubsup>`;
export const power = (base: string, exponent: string): string => `<msup>${base}${exponent}</msup>`;
export const fraction = (above: string, below: string): string => `<mfrac>${above}${below}</mfrac>`;
export const bracket = (...inner: readonly string[]): string => row(sign('('), ...inner, sign(')'));

/** Σ over `index`. */
export const sumOver = (index: string): string => `<munder>${sign('∑')}${index}</munder>`;

/** A formula on a line of its own, with its meaning as text for readers that cannot show it. */
export function displayed(formula: string, text: string): string {
  return `<div class="formula"><math display="block" alttext="${escaped(text)}">${row(formula)}</math></div>`;
}
