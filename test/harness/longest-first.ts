import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Seconds that each of these takes when it runs alone. Most of the time it waits: for a program, a lease, a time limit. */
const waiting = new Map([
  ['test/scenarios/killed-requests.test.ts', 30],
  ['test/adapters/amqp/rabbitmq.test.ts', 22],
  ['test/scenarios/restart.test.ts', 20],
  ['test/scenarios/worker-processes.test.ts', 18],
  ['test/adapters/embedded/secantusdb.test.ts', 18],
  ['test/adapters/embedded/ways.test.ts', 16],
  ['test/scenarios/replicas.test.ts', 15],
  ['test/scenarios/status-page-program.test.ts', 13],
  ['test/tocsin-rules.test.ts', 10],
  ['test/adapters/agenda/scheduler.test.ts', 7],
  ['test/adapters/email/faults.test.ts', 7],
  ['test/adapters/email/connection.test.ts', 6],
  ['test/adapters/telegram/faults.test.ts', 6],
  ['test/adapters/email/links.test.ts', 5],
  ['test/app/sign-in-link.test.ts', 5],
]);

/** Seconds of the files that compute longest, and of any other. */
const computing = new Map([
  ['test/browser/accessibility.test.ts', 24],
  ['test/scenarios/planted-secrets.test.ts', 10],
  ['test/adapters/intake/odd-fields.test.ts', 9],
  ['test/browser/web-chat-second-taps.test.ts', 9],
  ['test/scenarios/bundled-page-faults.test.ts', 9],
  ['test/browser/web-chat-session.test.ts', 8],
  ['test/scenarios/merge-meanwhile.test.ts', 8],
  ['test/scenarios/typed-lines.test.ts', 7],
  ['test/scenarios/erase-person.test.ts', 7],
  ['test/browser/web-chat-reading.test.ts', 7],
  ['test/browser/newcomer.test.ts', 6],
  ['test/scenarios/closed-rooms.test.ts', 6],
  ['test/scenarios/alert-rates.test.ts', 6],
  ['test/pack.test.ts', 6],
  ['test/scenarios/field-cases.test.ts', 5],
  ['test/scenarios/postmortem.test.ts', 5],
  ['test/scenarios/typed-mentions.test.ts', 5],
  ['test/scenarios/long-incident.test.ts', 5],
  ['test/cli/server-verbs.test.ts', 5],
  ['test/adapters/intake/corpus.test.ts', 4],
  ['test/adapters/calendar/feeds.test.ts', 4],
  ['test/browser/web-chat.test.ts', 4],
  ['test/build.test.ts', 4],
  ['test/scenarios/merge.test.ts', 3],
]);
const usualSeconds = 0.8;

export const knownFiles: readonly string[] = [...waiting.keys(), ...computing.keys()];

/**
 * Of the three files that run beside each other one waits, as long as there are such, and two compute: two that wait leave a
 * core idle. Of both kinds the longest begin, so that none of them is left alone at the end.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const all = (await super.sort(files)).map((file) => {
      const path = relative(root, file.moduleId);
      const waits = waiting.get(path);
      return { file, waits: waits !== undefined, seconds: waits ?? computing.get(path) ?? usualSeconds };
    });
    const [one, two] = [all.filter(({ waits }) => waits), all.filter(({ waits }) => !waits)];
    return [...started(one, 1), ...started(two, 2)].toSorted((a, b) => a.at - b.at).map(({ file }) => file);
  }
}

/** When each of them starts where so many run beside each other, the longest first. */
function started<F extends { readonly seconds: number }>(files: readonly F[], beside: number): (F & { at: number })[] {
  const free = Array.from({ length: beside }, () => 0);
  return files
    .toSorted((a, b) => b.seconds - a.seconds)
    .map((file) => {
      const at = Math.min(...free);
      free[free.indexOf(at)] = at + file.seconds;
      return { ...file, at };
    });
}
