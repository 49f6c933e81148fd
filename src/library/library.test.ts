import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, test } from 'vitest';
import * as whole from '../index.js';
import * as browser from '../browser.js';
import * as estimate from './estimate.js';
import * as figure from './figure.js';
import * as proof from './proof.js';

const folder = mkdtempSync(join(tmpdir(), 'falloff-library-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  [
    'falloff',
    whole,
    `FileFailure HeldDirectory Invalid Kernel MemoryRefused NewerFrame RunFailure StudyError UnfitDirectory checkedLaw
     disorderLaws frequencies hypotheses kernelsReady oscillators outcome pointResult points potential readRun runStudy
     schemes smoothPotential studyFrom studyId torus unitRun units`,
  ],
  [
    'falloff in a browser',
    browser,
    `Invalid Kernel MemoryRefused StudyError checkedLaw disorderLaws frequencies hypotheses kernelsReady oscillators outcome
     pointResult points potential schemes smoothPotential studyFrom studyId torus unitRun units`,
  ],
  [
    'falloff/estimate',
    estimate,
    'Invalid conductivity conductivityOfCurrents conductivityOfTransfers greenKubo optimalWeights sampledRecord tapers',
  ],
  [
    'falloff/proof',
    proof,
    `Invalid clusterDrawing clusters conductivityBound cuts dissipation dissipationForms frequencies hierarchy modeHierarchy
     modes oscillatorsReport potential rerouting resonances resonancesReport spinFields spinHierarchy spinReport torus`,
  ],
  [
    'falloff/figure',
    figure,
    'clusterFigure columnWidth conductivityFigure csv figuresOf pageWidth svgText tailFigure',
  ],
])('the public names of %s', (_, entry, names) => {
  expect(Object.keys(entry).sort()).toEqual(names.split(/\s+/u));
});

test.each(['index.js', 'library/estimate.js', 'library/proof.js', 'library/figure.js'])(
  'dist/%s loads neither wabt nor h5wasm, resvg, linkedom or fonts',
  async (entry) => {
    // Every module that is asked for, by import or by require, is named on the way.
    const hook = `export const resolve = (name, context, next) => { process._rawDebug('asked ' + name); return next(name, context); };`;
    const register = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});`;
    const { stderr } = await promisify(execFile)(process.execPath, [
      '--import',
      `data:text/javascript,${encodeURIComponent(register)}`,
      '--input-type=module',
      '--eval',
      `await import(${JSON.stringify(resolve('dist', entry))}); const { createRequire } = await import('node:module');
       for (const name of Object.keys(createRequire(${JSON.stringify(resolve('dist/x.js'))}).cache)) process._rawDebug('asked ' + name);`,
    ]);
    expect(stderr).toContain(`asked ${resolve('dist', entry)}`);
    expect(stderr.split('\n').filter((line) => /wabt|h5wasm|resvg|linkedom|dejavu/u.test(line))).toEqual([]);
  },
);

const text = `
model: {size: 6, coupling: r^4/4}
temperature: 1
epsilon: [0.2, 0.1]
replicas: 4
time: 400
step: 0.2
sampling: 10
sampler: {trajectories: 8}
dressing: 1
seed: 1
`;

describe('a study from its text', { concurrent: false }, () => {
  const directory = join(folder, 'run');

  it('runs with progress, may be aborted and gone on with, and is read back', async () => {
    const { runStudy, readRun } = (await import(resolve('dist/index.js'))) as typeof whole;
    const stop = new AbortController();
    const first = await runStudy(text, {
      directory,
      workers: 1,
      signal: stop.signal,
      progress: ({ event }) => event === 'start' && stop.abort(),
    });
    expect(first.status).toBe('interrupted');
    expect(first.result.complete).toBe(false);
    const events = new Set<string>();
    const second = await runStudy(text, {
      directory,
      workers: 1,
      progress: ({ event }) => events.add(event),
    });
    expect(second.status).toBe('done');
    expect([...events].sort()).toEqual(['done', 'point', 'progress', 'start']);
    expect((await readRun(directory)).result).toEqual(second.result);
    // Without a directory the same digits come out, and nothing stays.
    expect((await runStudy(text, { workers: 2 })).result).toEqual(second.result);
    const [kappa] = figure.figuresOf(second.result);
    expect(await figure.svgText(kappa as figure.Figure)).toMatch(/^<svg [^]*<\/svg>\n$/u);
  });

  it('says in exported errors what is wrong', async () => {
    await expect(whole.runStudy('epsilon: -1')).rejects.toThrow(whole.StudyError);
    await expect(whole.runStudy(`${text}record: current\nevery: 201\n`, { workers: 1 })).rejects.toThrow(
      'study.yaml:13: invalid every; above the 200 samples that fit into time at epsilon 0.2: 201',
    );
    await expect(whole.readRun(join(folder, 'none'))).rejects.toThrow(whole.UnfitDirectory);
  });
});
