import type { Frame, Json } from '../data/frame.js';

/**
 * Why an intact frame cannot be the state of a unit, such as one that another program wrote; null where it can. What is empty at the beginning
 * (pools of samples) may have any length later, everything else has its length from the beginning.
 *
 * @param fresh the unit's state at its beginning
 */
export function stateProblem(fresh: Frame, { head, columns }: Frame): string | null {
  for (const [name, column] of Object.entries(fresh.columns)) {
    const found = columns[name];
    const alike =
      found?.constructor === column.constructor && (column.length === 0 || found.length === column.length);
    if (alike) continue;
    const told = found === undefined ? 'missing' : `${String(found.length)} of ${found.constructor.name}`;
    const length = column.length === 0 ? 'numbers' : String(column.length);
    return `invalid checkpoint; its column ${name} must hold ${length} of ${column.constructor.name}: ${told}`;
  }
  return factProblem(fresh.head, head, []);
}

function factProblem(fresh: Json, found: Json | undefined, path: readonly string[]): string | null {
  const name = path.join('.');
  const said = found === undefined ? 'missing' : JSON.stringify(found);
  if (Array.isArray(fresh)) {
    const sound =
      Array.isArray(found) &&
      (fresh.length === 0 || found.length === fresh.length) &&
      found.every((value: Json) => isCount(value));
    const many = fresh.length === 0 ? 'counts' : `${String(fresh.length)} counts`;
    return sound ? null : `invalid checkpoint; its ${name} must be ${many}: ${said}`;
  }
  if (typeof fresh === 'object' && fresh !== null) {
    if (typeof found !== 'object' || found === null)
      return `invalid checkpoint; its ${name} must hold facts: ${said}`;
    const facts = found as { readonly [key: string]: Json };
    for (const [key, value] of Object.entries(fresh)) {
      const problem = factProblem(value, facts[key], [...path, key]);
      if (problem !== null) return problem;
    }
    return null;
  }
  if (typeof fresh === 'number')
    return isCount(found) ? null : `invalid checkpoint; its ${name} must be a count: ${said}`;
  return typeof found === typeof fresh
    ? null
    : `invalid checkpoint; its ${name} must be a ${typeof fresh}: ${said}`;
}

/** Whether a fact counts something; −1 stands for never. */
function isCount(fact: Json | undefined): boolean {
  return typeof fact === 'number' && fact >= -1;
}
