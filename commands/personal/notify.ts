import { changePerson } from '../../src/application/access/change-person.ts';
import { accountOf } from '../../src/domain/directory.ts';
import { languages } from '../../src/domain/languages.ts';
import { type Person, pageWays } from '../../src/domain/people.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { parseSteps, waysOf } from '../../src/domain/runtime-changes/notify.ts';
import { directTo } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';
import { notifyView, testedView, testPageView } from '../../src/views/on-call/notify.ts';
import { readerOf } from '../../src/views/reader.ts';
import { type Call, defineCommand, option } from '../command.ts';

/** A test message is dropped after this time, because a late one proves nothing. */
const testWithinMs = 10 * 60_000;

export const notify = defineCommand({
  name: 'notify',
  group: 'me',
  summary: 'command.notify',
  example: 'notify urgent:"slack, telegram after 2m, email after 5m"',
  needs: 'viewer',
  onlyInChat: true,
  options: [
    option('action', 'choice', 'option.notify.action', {
      choices: [{ value: 'show' }, { value: 'test' }, { value: 'reset', label: 'choice.reset' }],
    }),
    option('urgent', 'text', 'option.notify.urgent'),
    option('normal', 'text', 'option.notify.normal'),
    option('language', 'choice', 'option.notify.language', {
      choices: [...languages.map((value) => ({ value })), { value: 'auto', label: 'choice.auto' }],
    }),
  ],
  async run(call) {
    const { context, person, args, reader } = call;
    if (args.action && args.action !== 'show' && (args.urgent || args.normal || args.language)) {
      throw refusedBy('one-at-a-time', { command: 'notify', action: args.action });
    }
    if (args.language && (args.urgent || args.normal)) {
      throw refusedBy('one-at-a-time', { command: 'notify', action: `language:${args.language}` });
    }
    if (args.language) return speak(call, args.language);
    if (args.action === 'test') return test(call);
    if (args.action === 'reset') {
      const now = await changed(call, ({ notify: _dropped, ...kept }) => kept);
      return notifyView(now, context.platforms, reader, 'reset');
    }
    if (!args.urgent && !args.normal) return notifyView(person, context.platforms, reader);
    const ways = connectedWays(call);
    const rules = {
      ...(args.urgent && { urgent: parseSteps(args.urgent, ways) }),
      ...(args.normal && { normal: parseSteps(args.normal, ways) }),
    };
    const now = await changed(call, (changes) => ({ ...changes, notify: { ...changes.notify, ...rules } }));
    return notifyView(now, context.platforms, reader, 'changed');
  },
});

/** Sets the language of a person; `auto` leaves it to their platform. The answer is in the new language. */
async function speak(call: Call, typed: string): Promise<Message> {
  const chosen = languages.find((one) => one === typed);
  const after = await changed(call, ({ language: _before, ...kept }) => ({
    ...kept,
    ...(chosen && { language: chosen }),
  }));
  const { context, invocation } = call;
  const { t } = readerOf(after, context.directory(), context.clock.now(), invocation.from.language);
  return { text: t('done.language') };
}

/** Returns the person after the change, with their linked accounts. */
async function changed({ context, person }: Call, change: Parameters<typeof changePerson>[2]): Promise<Person> {
  const after = await changePerson(context, person.id, change);
  return { ...after, accounts: person.accounts };
}

function connectedWays({ context, person }: Call) {
  return waysOf(
    person,
    pageWays.filter((way) => context.platforms.includes(way)),
  );
}

async function test(call: Call) {
  const { context, person, cause, reader } = call;
  const ways = connectedWays(call);
  if (ways.length === 0) {
    throw refusedBy('no-way');
  }
  const until = new Date(context.clock.now().getTime() + testWithinMs);
  await context.outbox.notify(
    ways.map((way) => ({
      id: `test-${cause}-${way}`,
      to: directTo(way, accountOf(person, way) ?? ''),
      message: testPageView(way, reader),
      until,
    })),
  );
  return testedView(ways, reader);
}
