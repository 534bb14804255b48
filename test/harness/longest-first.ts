import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The files that take longest, the longest first. Those that wait (for a program, a lease, a time limit) stand between
 * those that compute, so that they wait while the others have the processor.
 */
export const longest: readonly string[] = [
  'test/scenarios/status-page-program.test.ts',
  'test/scenarios/restart.test.ts',
  'test/adapters/intake/corpus.test.ts',
  'test/scenarios/replicas.test.ts',
  'test/browser/web-chat-second-taps.test.ts',
  'test/scenarios/planted-secrets.test.ts',
  'test/scenarios/long-incident.test.ts',
  'test/adapters/embedded/secantusdb.test.ts',
  'test/adapters/intake/odd-fields.test.ts',
  'test/browser/newcomer.test.ts',
  'test/browser/web-chat.test.ts',
  'test/adapters/amqp/commands.test.ts',
  'test/domain/on-call/properties.test.ts',
  'test/adapters/discord/gateway.test.ts',
  'test/browser/web-chat-coming-and-going.test.ts',
  'test/adapters/amqp/sink.test.ts',
  'test/app/sign-in-link.test.ts',
  'test/browser/dashboard.test.ts',
  'test/adapters/embedded/ways.test.ts',
  'test/config/junk.test.ts',
  'test/build.test.ts',
];

/** Begins with the longest files, so that none of them is left alone at the end; the rest as Vitest sorts it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = (file: TestSpecification) => {
      const index = longest.indexOf(relative(root, file.moduleId));
      return index < 0 ? longest.length : index;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
