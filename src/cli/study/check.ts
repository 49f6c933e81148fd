import { Command } from 'commander';
import { duration, quantity } from '../../run/wording.js';
import { advice, warnings } from '../../plan/advice.js';
import { GIVEN_TOLERANCE } from '../../kernel/energy-watch.js';
import { cost, memoryNeed } from '../../plan/cost.js';
import { studyContent, studyId } from '../../plan/identity.js';
import type { Advice } from '../../models/model.js';
import { kindOf } from '../../models/models.js';
import { listed } from '../../study/listed.js';
import { points, temperatureText } from '../../study/point.js';
import { tooFewSamples } from '../../plan/series-plan.js';
import { stepTrial } from '../../plan/step-trial.js';
import type { Study } from '../../study/study.js';
import {
  checkFits,
  checkReaches,
  checkRecords,
  checkStep,
  defaultWorkers,
  memoryHere,
  workerCount,
} from '../machine.js';
import { setOption, studyFile, type StudyFile } from './study-file.js';
import { lineWidth, wrappedText, type Terminal } from '../text/terminal.js';

interface CheckFlags {
  readonly workers: number;
  readonly json?: true;
  readonly set?: readonly string[];
}

/** `falloff check`: everything that can be said about a study without running it. */
export function checkCommand({ out }: Terminal): Command {
  return new Command('check')
    .option('--workers <K>', 'number of worker threads to predict for', workerCount, defaultWorkers())
    .option(...setOption)
    .option('--json', 'one JSON object with everything')
    .action((path: string, { workers, json, set }: CheckFlags) => {
      const file = studyFile(path, set);
      // What no machine holds is refused before anything grows with it.
      checkFits(file, workers, true);
      checkTime(file);
      checkStep(file);
      const found = findings(file, workers);
      out.write(json ? `${JSON.stringify(found, null, 2)}\n` : findingsText(found, lineWidth(out)));
      checkFits(file, workers, false);
    });
}

/** A step that a pilot run would choose is known within a factor of two. */
const DOUBT = 4;

/** Refuses a time that ends before the first sample, or before the first number of a series, as `run` does, without its pilot runs. */
function checkTime(file: StudyFile): void {
  const { model, step, sampling, time, record } = file.study;
  const pace = kindOf(model).pace(file.study);
  for (const point of points(file.study)) {
    const usual = pace.step(point) / (step === 'auto' ? DOUBT : 1);
    const interval = usual * (sampling === 'auto' ? 1 : sampling);
    checkReaches(file, interval, point.epsilon);
    const most = Math.ceil(time / interval);
    if (record && record.every > most) checkRecords(file, tooFewSamples(most, point.epsilon));
  }
}

/** A step that loses the energy of some replicas in the trial, or that could not be tried. */
function stepAdvice(study: Study): readonly Advice[] {
  const { verdict, point, error } = stepTrial(study);
  if (verdict === 'untried') {
    const text =
      'step: could not be tried, as the system refused the memory for it (ulimit -v?); `run` needs it too';
    return [{ kind: 'warning', text }];
  }
  if (verdict !== 'doubtful') return [];
  const text =
    `step: ${String(study.step)} hardly conserves the energy at ε = ${String(point.epsilon)}: the relative error of some replicas of a short trial is ` +
    `${error.toPrecision(2)}, and ${String(GIVEN_TOLERANCE)} ends a unit`;
  return [{ kind: 'warning', text }];
}

function findings({ file, study }: StudyFile, workers: number) {
  const need = cost(study);
  const busy = Math.min(workers, need.units);
  return {
    file,
    id: studyId(study),
    study: studyContent(study),
    points: points(study).map(({ epsilon, noise, temperature }) => ({
      epsilon,
      noise,
      temperature: temperatureText(temperature),
    })),
    hypotheses: kindOf(study.model).verdicts(study),
    cost: {
      units: need.units,
      siteKicks: need.siteKicks,
      workers,
      seconds: need.coreSeconds / busy,
      memory: memoryNeed(need, workers),
      memoryHere: memoryHere(),
      disk: need.diskBytes,
      series: need.series.all,
    },
    advice: [...stepAdvice(study), ...advice(study)],
    warnings: warnings(study),
  };
}

function findingsText(
  { id, study, points: all, hypotheses, cost: need, advice: said }: ReturnType<typeof findings>,
  width: number,
): string {
  const line = (text: string): string => wrappedText(text, width, '    ');
  const title = typeof study['title'] === 'string' ? study['title'] : '';
  const workers = `${String(need.workers)} ${need.workers === 1 ? 'worker' : 'workers'}`;
  const lines = [
    line(`${title} (${id})`),
    line(`A sound study of ${String(all.length)} ${all.length === 1 ? 'point' : 'points'}.`),
    '',
    "The paper's hypotheses (section 2)",
    ...hypotheses.map(({ name, holds, reason, fails }) => {
      const where = holds || fails.length === all.length ? '' : ` at ε = ${listed(fails)}`;
      return line(`  ${holds ? '✓' : '✗'} ${name}${holds ? '' : ` fails${where}`}: ${reason}`);
    }),
    '',
    'Predicted cost (a nominal rate; machines differ by a factor of two or more)',
    line(
      `  time    ${duration(need.seconds)} with ${workers}, ${quantity(need.siteKicks)} site-kicks in ${String(need.units)} units`,
    ),
    line(`  memory  ${bytes(need.memory)} of the ${bytes(need.memoryHere)} here`),
    line(`  disk    ${bytes(need.disk)}${need.series > 0 ? `, of it ${bytes(need.series)} of series` : ''}`),
    ...(said.length === 0 ? [] : ['', 'Advice']),
    ...said.map(({ kind, text }) => line(`  ${kind === 'warning' ? '!' : '·'} ${text}`)),
  ];
  return `${lines.join('\n')}\n`;
}

function bytes(count: number): string {
  return `${quantity(count).replace(/^(\d+)$/u, '$1 ')}B`;
}
