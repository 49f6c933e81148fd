/**
 * Input that breaks a rule. Its message follows the grammar of every error here, `invalid <name>; <rule>: <value>`;
 * `key` names the part that is at fault, so that the reader of a study file can point at its line.
 */
export class Invalid extends RangeError {
  override readonly name = 'Invalid';

  constructor(
    readonly subject: string,
    readonly rule: string,
    readonly value: unknown,
    readonly key?: string,
  ) {
    super(`invalid ${subject}; ${rule}: ${shown(value)}`);
  }
}

/** A value as an error message shows it; lists are cut after six members. */
function shown(value: unknown): string {
  if (typeof value === 'number' || value === undefined) return String(value);
  if (!Array.isArray(value)) return JSON.stringify(value);
  const members: readonly unknown[] = value;
  const head = members.slice(0, 6).map(shown).join(', ');
  return members.length > 6 ? `[${head}, … ${String(members.length)} values]` : `[${head}]`;
}
