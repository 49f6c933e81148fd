/** One column of a table in plain characters. */
export interface TextColumn {
  readonly title: string;
  readonly cells: readonly string[];
  /** Words are aligned to the left; numbers, the default, to the right. */
  readonly words?: true;
}
