import { z } from 'zod';
import { colourOf } from '../../reading/chat/colour.ts';
import { linksIn, withoutMarkup } from '../../reading/chat/markup.ts';
import { type ChatMessage, readChatMessage } from '../../reading/chat/message.ts';
import { maybeWords } from '../../reading/fields.ts';
import { parse } from '../../reading/parse.ts';
import type { Sender } from '../../sender.ts';

const embed = z.object({
  title: maybeWords,
  description: maybeWords,
  url: maybeWords,
  color: maybeWords,
  image: z.object({ url: maybeWords }).nullish(),
  fields: z.array(z.object({ name: maybeWords, value: maybeWords })).nullish(),
});

const payload = z.object({ content: maybeWords, embeds: z.array(embed).nullish() });

/** The shape of Discord’s webhooks: whatever can post to Discord can page. */
export const discord: Sender = {
  name: 'discord',
  label: 'Discord-shaped webhook',
  about: 'What a program posts to a webhook of Discord: content and embeds.',
  documentation: 'https://docs.discord.com/developers/resources/webhook#execute-webhook',
  read({ body, notes }) {
    return readChatMessage('discord', messageOf(parse(payload, body, notes)));
  },
  // Clients that ask Discord to wait read the message that was made.
  answer: (_receipts, { query, now }) =>
    /^true$/i.test(query.get('wait') ?? '')
      ? { status: 200, body: { id: String(now.getTime()), type: 0, content: '', embeds: [], timestamp: now } }
      : { status: 204 },
  answers: [
    { status: 204, description: 'It is on disk' },
    {
      status: 200,
      description: 'The same where the address has wait=true',
      schema: z.object({ id: z.string() }).loose(),
    },
  ],
};

function messageOf({ content, embeds }: z.infer<typeof payload>): ChatMessage {
  const parts = embeds ?? [];
  const written = [content, ...parts.flatMap(({ title, description }) => [title, description])].flatMap((text) =>
    text?.trim() ? text.split('\n') : [],
  );
  return {
    lines: written.map(withoutMarkup),
    links: [...parts.flatMap(({ url }) => url ?? []), ...written.flatMap(linksIn)],
    images: parts.flatMap(({ image }) => image?.url ?? []),
    fields: parts.flatMap(({ fields }) =>
      (fields ?? []).flatMap(({ name, value }) =>
        name?.trim() && value?.trim() ? [[withoutMarkup(name).trim(), withoutMarkup(value).trim()] as const] : [],
      ),
    ),
    colour: colourOf(parts[0]?.color),
  };
}
