import { defineConfig } from 'vitest/config';

/** They start many programs one after the other and take minutes; `npm run test:slow` runs them, and so does .ci/run. */
const slow = ['test/chaos/chaos.test.ts', 'test/container-run.test.ts'];
const onlySlow = process.env.TESTS === 'slow';

export default defineConfig({
  test: {
    include: onlySlow ? slow : ['test/**/*.test.ts'],
    exclude: onlySlow ? [] : slow,
    globalSetup: ['test/harness/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two workers: the tests share two cores with the servers that they start.
    maxWorkers: 2,
    // The SDKs and mongoose are loaded once for each worker and not for each file. A test undoes what it changes globally.
    isolate: false,
  },
});
