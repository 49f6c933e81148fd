import { kernelsReady } from '../kernel/assembler.js';
import type { Json } from '../data/frame.js';
import type { CalculationName } from './calculation-run.js';
import { calculationRun, calculationWork } from './calculations.js';
import type { CalculationPart } from './named-study.js';
import type { Workshop, WorkUnit } from '../data/workshop.js';

/** Where the calculations of named studies are done. */
export const paperWorkshop = new URL('./workshop.js', import.meta.url);

/** What a worker thread receives of a calculation. */
export function calculationMaterial({ calculation, settings }: CalculationPart): Json {
  return { calculation, settings };
}

const unitName = (i: number): string => `c${String(i).padStart(4, '0')}`;

/** One unit for each of the settings. */
export function calculationUnits({ calculation, settings }: CalculationPart): WorkUnit[] {
  return settings.map((setting, i) => ({
    id: unitName(i),
    point: i,
    cost: calculationWork(calculation, setting),
  }));
}

/** The workshop of one calculation, whose units are those of `calculationUnits`. */
export async function workshop(material: Json): Promise<Workshop> {
  await kernelsReady();
  const { calculation, settings } = material as {
    readonly calculation: CalculationName;
    readonly settings: readonly Json[];
  };
  const byId = new Map(settings.map((setting, i) => [unitName(i), setting]));
  return {
    open: (id, state) => {
      const setting = byId.get(id);
      if (setting === undefined) throw new RangeError(`invalid unit; not one of the calculation's: ${id}`);
      return calculationRun(calculation, setting, state);
    },
  };
}
