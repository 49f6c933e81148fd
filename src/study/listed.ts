/** Beyond so many numbers a list tells less than its ends. */
const MOST_NUMBERS = 8;

/** Numbers in a sentence: all of a few, of many the ends and how many they are: `0.01, 0.02, …, 0.3 (2000 values)`. */
export function listed(values: readonly (number | string)[]): string {
  if (values.length <= MOST_NUMBERS) return values.join(', ');
  const [first, second] = values;
  return `${String(first)}, ${String(second)}, …, ${String(values.at(-1))} (${String(values.length)} values)`;
}
