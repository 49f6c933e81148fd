/** Numbers and combinations of frequencies in the notation of formulas. */

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** A number as superscript: −4 becomes ⁻⁴. */
export function superscript(n: number): string {
  return Array.from(String(n), (digit) => SUPERSCRIPTS[digit] ?? digit).join('');
}

/** A number as subscript. */
export function subscript(n: number): string {
  return String(n).replace(/\d/gu, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
}

/** ω·ξ, `ω₃ − 2ω₄`; ξ by site number. */
export function frequencyCombination(xi: Readonly<Record<string, number>>): string {
  return Object.entries(xi)
    .map(([site, factor], i) => {
      const size = Math.abs(factor);
      const sign = factor < 0 ? (i === 0 ? '−' : ' − ') : i === 0 ? '' : ' + ';
      return `${sign}${size === 1 ? '' : String(size)}ω${subscript(Number(site))}`;
    })
    .join('');
}

/** A factor of a monomial, `z₃²`, as a list, which is empty for exponent 0. */
export function factorText(letter: string, index: number, exponent: number): string[] {
  return exponent === 0 ? [] : [`${letter}${subscript(index)}${exponent === 1 ? '' : superscript(exponent)}`];
}
