/** A number with its noun, `1 replica` or `3 replicas`; `many` is the plural if it is not formed with an s. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${String(n)} ${n === 1 ? one : many}`;
}
