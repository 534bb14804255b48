import { linkAccount, unlinkAccount } from '../../src/application/access/link-accounts.ts';
import { accountOf } from '../../src/domain/directory.ts';
import type { Platform } from '../../src/domain/people.ts';
import { type Refused, refusedBy } from '../../src/domain/refusal.ts';
import type { Message } from '../../src/ports/message.ts';
import { alternatives, platformName } from '../../src/views/names.ts';
import { readerOf } from '../../src/views/reader.ts';
import { type Call, defineCommand, option, type UnlinkedCall } from '../command.ts';

/** Platforms whose accounts may be unlinked. On the web chat people are signed in. */
const linkable = ['slack', 'discord', 'telegram'] as const satisfies readonly Platform[];

export const link = defineCommand({
  name: 'link',
  group: 'me',
  summary: 'command.link',
  example: 'link code:ABCD-2345',
  needs: 'viewer',
  onlyInChat: true,
  options: [
    option('code', 'text', 'option.link.code', {
      takesTheRest: true,
      maxLength: 40,
      secret: true,
    }),
    option('remove', 'choice', 'option.link.remove', {
      choices: linkable.map((value) => ({ value, label: `platform.${value}` as const })),
    }),
  ],
  async run(call) {
    const { person, args, context } = call;
    if (args.code) throw known(call);
    const platform = linkable.find((one) => one === args.remove);
    if (platform) {
      await unlinkAccount(context, person, platform);
      const { t } = call.reader;
      return { text: t('answer.unlinked', { platform: platformName(platform, t) }) };
    }
    return giveCode(call);
  },
  forUnlinked: takeCode,
});

/** Refuses without saying whether the code is valid, because a known person has no use for it. */
function known({ person, invocation }: Call): Refused {
  return refusedBy('known-already', { platform: invocation.from.platform, name: person.name });
}

async function giveCode({ context, person, reader, invocation }: Call): Promise<Message> {
  if (!invocation.where.private) throw refusedBy('code-not-private');
  const others = linkable.filter((one) => context.platforms.includes(one) && accountOf(person, one) === undefined);
  if (others.length === 0) {
    throw refusedBy('nothing-to-link');
  }
  const code = await context.linkCodes.issue(person.id, context.clock.now());
  const { t, language } = reader;
  const platforms = alternatives(
    others.map((one) => platformName(one, t)),
    language,
  );
  return { text: t('answer.link-code', { code, platforms }) };
}

async function takeCode({ context, account, args, invocation, cause }: UnlinkedCall): Promise<Message> {
  const { platform } = account;
  if (!linkable.some((one) => one === platform)) {
    throw refusedBy('link-not-here', { platform });
  }
  if (!args.code) {
    throw refusedBy('code-missing', { platform });
  }
  if (!invocation.where.private) {
    // Others may have read the code and could use it to become that person, so it is used up.
    await context.linkCodes.redeem(args.code, account, context.clock.now());
    throw refusedBy('code-was-public');
  }
  const person = await linkAccount(context, context.linkCodes, { code: args.code, account, cause });
  const { t } = readerOf(person, context.directory(), context.clock.now(), account.language);
  return { text: t('answer.linked', { name: person.name, platform: platformName(platform, t) }) };
}
