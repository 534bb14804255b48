import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/harness/longest-first.ts';

/** They start many programs one after the other and take minutes; `npm run test:slow` runs them, and so does .ci/run. */
const slow = ['test/chaos/chaos.test.ts', 'test/container-run.test.ts'];
const onlySlow = process.env.TESTS === 'slow';
/** No test: it takes pictures of what the chats show, with the fakes and the database that the tests use. */
const onlyPictures = process.env.TESTS === 'pictures';

export default defineConfig({
  test: {
    include: onlyPictures ? ['test/pictures/take.ts'] : onlySlow ? slow : ['test/**/*.test.ts'],
    exclude: onlySlow ? [] : slow,
    globalSetup: ['test/harness/global-setup.ts'],
    // They only end a test that has failed already, on the slowest machine too.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // One more than the two cores that the tests are made for: often a file waits for a program, a lease or a time limit.
    maxWorkers: 3,
    // A test makes much that is soon garbage: a larger young generation is collected less often. Most code runs a few times,
    // too seldom for the optimizing compiler and often enough for the one that is quick.
    execArgv: ['--max-semi-space-size=64', '--sparkplug'],
    sequence: { sequencer: LongestFirst },
    // The SDKs and mongoose are loaded once for each worker and not for each file. A test undoes what it changes globally.
    isolate: false,
    // What is transformed is kept in node_modules for the next run.
    experimental: { fsModuleCache: true },
  },
});
