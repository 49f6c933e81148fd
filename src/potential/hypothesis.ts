/** Whether a condition holds, and why, in words with numbers. */
export interface Verdict {
  readonly holds: boolean;
  readonly reason: string;
}

/** A condition on a model with its verdict. */
export interface Hypothesis extends Verdict {
  readonly name: string;
  readonly equation: string;
}

/** Four digits, as a text for people. */
export function rounded(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}
