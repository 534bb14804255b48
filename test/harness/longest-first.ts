import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The files that take longest, the longest first. Those that wait (for a program, a lease, a time limit) stand between
 * those that compute, so that they wait while the others have the processor.
 */
export const longest: readonly string[] = [
  'test/scenarios/planted-secrets.test.ts',
  'test/browser/accessibility.test.ts',
  'test/scenarios/restart.test.ts',
  'test/adapters/embedded/secantusdb.test.ts',
  'test/browser/web-chat-second-taps.test.ts',
  'test/adapters/amqp/rabbitmq.test.ts',
  'test/adapters/intake/odd-fields.test.ts',
  'test/scenarios/killed-requests.test.ts',
  'test/scenarios/worker-processes.test.ts',
  'test/browser/web-chat-session.test.ts',
  'test/adapters/embedded/ways.test.ts',
  'test/scenarios/bundled-page-faults.test.ts',
  'test/scenarios/replicas.test.ts',
  'test/adapters/intake/corpus.test.ts',
  'test/pack.test.ts',
  'test/build.test.ts',
  'test/scenarios/closed-rooms.test.ts',
  'test/scenarios/bundled-pages-on-chats.test.ts',
  'test/scenarios/long-incident.test.ts',
  'test/browser/web-chat.test.ts',
  'test/browser/newcomer.test.ts',
  'test/scenarios/typed-lines.test.ts',
  'test/cli/backup.test.ts',
  'test/scenarios/merge.test.ts',
  'test/tocsin-rules.test.ts',
  'test/scenarios/large-groups.test.ts',
  'test/scenarios/status-page-program.test.ts',
  'test/app/sign-in-link.test.ts',
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
