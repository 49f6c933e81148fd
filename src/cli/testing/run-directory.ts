import { heldDirectory } from '../../store/run-directory.js';
import { studyIdentity } from '../../plan/identity.js';
import { studyFrom } from '../../plan/file/schema.js';
import { unitRun } from '../../simulate/unit.js';
import { units } from '../../plan/units.js';
import { version } from '../../library/version.js';

/** Makes a run directory with the first units of a study done, in this process; its path. */
export function runDirectory(path: string, text: string, count = Infinity): string {
  const study = studyFrom(text, 'study.yaml');
  const identity = { ...studyIdentity(study), text, program: version };
  const directory = heldDirectory(path, identity);
  for (const unit of units(study).slice(0, count)) {
    const run = unitRun(study, unit);
    while (!run.finished) run.advance(1e6);
    directory.units.keepSeries(unit.id, run.takeSeries?.() ?? []);
    directory.units.keep(unit.id, 'result', run.result());
  }
  directory.release();
  return path;
}
