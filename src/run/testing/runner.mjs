/*
 * A process that runs the test workshop, as the command line runs a study: `node runner.mjs OPTIONS`, JSON.
 * It uses the compiled program, since worker threads cannot load TypeScript.
 */
const root = new URL('../../../dist/run/', import.meta.url);
const { run, EXIT_STATUS } = await import(new URL('run.js', root).href);
const { interruption } = await import(new URL('signals.js', root).href);
const { display } = await import(new URL('display.js', root).href);

const {
  directory,
  units,
  material,
  workers,
  id = 'test',
  family = id,
  growing = [],
  study = {},
  program = '1.0.0',
  mode = 'json',
  ...rest
} = JSON.parse(process.argv[2]);
const { signal, release } = interruption((text) => process.stderr.write(text));
const shown = display({
  stream: process.stdout,
  mode,
  labels: ['ε = 0.3', 'ε = 0.1'],
  resume: 'falloff run test.yaml',
  beat: 100,
});
try {
  const outcome = await run({
    directory,
    identity: { id, family, growing, study, text: 'title: test\n', program },
    units,
    workshop: { url: new URL('./workshop.mjs', import.meta.url), material },
    workers,
    signal,
    listener: (event) => shown.show(event),
    estimate: (_point, results) => ({ kind: 'value', standard: 1e-3 * results.size, error: 1e-5 }),
    ...rest,
  });
  process.exitCode = EXIT_STATUS[outcome.status];
} catch (error) {
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  shown.end();
  release();
}
