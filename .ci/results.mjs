// Reads what vitest wrote as JSON.
//   node .ci/results.mjs failed RUN.json     the files of the tests that failed, a line each
//   node .ci/results.mjs sum FOLDER          what failed and why, and "N passed, N failed, N skipped" of all runs
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const testsOf = (run) =>
  run.testResults.flatMap((file) =>
    file.assertionResults.map((test) => ({
      name: `${relative(process.cwd(), file.name)} > ${test.fullName}`,
      failed: test.status === 'failed',
      why: test.failureMessages?.[0]?.split('\n').slice(0, 6).join('\n  ') ?? '',
    })),
  );

/** A file that does not load fails without a test of its own. */
function failedFiles(run) {
  return run.testResults.filter((file) => file.status === 'failed').map((file) => relative(process.cwd(), file.name));
}

function sumOf(folder) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && !name.endsWith('.again.json'))) {
    const run = read(join(folder, file));
    if (run.numTotalTests === 0) throw new Error(`No tests ran: ${file}`);
    sum.passed += run.numPassedTests;
    sum.failed += run.numFailedTests;
    sum.skipped += run.numPendingTests;

    const again = join(folder, file.replace('.json', '.again.json'));
    const secondTry = new Map((existsSync(again) ? testsOf(read(again)) : []).map((test) => [test.name, test]));
    for (const test of testsOf(run).filter(({ failed }) => failed)) {
      const mended = secondTry.get(test.name)?.failed === false;
      console.log(`${mended ? 'FAILED BESIDE OTHERS, PASSED ALONE' : 'FAILED'} (${file}): ${test.name}\n  ${test.why}`);
      if (mended) {
        sum.failed -= 1;
        sum.passed += 1;
      }
    }
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
}

const [what, path] = process.argv.slice(2);
if (what === 'failed') for (const file of failedFiles(read(path))) console.log(file);
if (what === 'sum') sumOf(path);
