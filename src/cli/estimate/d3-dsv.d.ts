/** What is used of d3-dsv, which has no types of its own. */
declare module 'd3-dsv' {
  /** The rows of comma-separated text (RFC 4180), the header among them. */
  export function csvParseRows(text: string): string[][];
}
