import type { Frame, Json } from '../math/frame.js';
import { studyFrom } from '../study/schema.js';
import { unitRun } from '../study/unit.js';
import { units } from '../study/units.js';
import type { Workshop } from './workshop.js';

/** Where the units of studies are done. */
export const studyWorkshop = new URL('./study-workshop.js', import.meta.url);

/** What a worker thread is told of a study: a file that gives it. */
export function studyMaterial(text: string, file: string): Json {
  return { text, file };
}

/** The workshop of one study, whose units are those of `units`. */
export function workshop(material: Json): Workshop {
  const { text, file } = material as { readonly text: string; readonly file: string };
  const study = studyFrom(text, file);
  const byId = new Map(units(study).map((unit) => [unit.id, unit]));
  return {
    open: (id: string, state?: Frame) => {
      const unit = byId.get(id);
      if (unit === undefined) throw new RangeError(`invalid unit; not one of the study's: ${id}`);
      return unitRun(study, unit, state);
    },
  };
}
