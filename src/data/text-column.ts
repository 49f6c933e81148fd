/** One column of a table in plain characters. */
export interface TextColumn {
  readonly title: string;
  readonly cells: readonly string[];
  /** Words stand at the left of their column, numbers at the right, which is the default. */
  readonly words?: true;
}
