import { z } from 'zod';
import { colourOf } from '../../reading/chat/colour.ts';
import { linksIn, withoutMarkup } from '../../reading/chat/markup.ts';
import { type ChatMessage, readChatMessage } from '../../reading/chat/message.ts';
import { labelValue, maybeWords, record } from '../../reading/fields.ts';
import { parse } from '../../reading/parse.ts';
import type { Sender } from '../../sender.ts';

const textObject = z.union([z.object({ text: maybeWords }), z.string().transform((text) => ({ text }))]).nullish();

const block = z.object({
  type: maybeWords,
  text: textObject,
  fields: z.array(textObject).nullish(),
  elements: z.array(z.unknown()).nullish(),
  image_url: maybeWords,
});

const attachment = z.object({
  color: maybeWords,
  fallback: maybeWords,
  author_name: maybeWords,
  pretext: maybeWords,
  title: maybeWords,
  title_link: maybeWords,
  image_url: maybeWords,
  text: maybeWords,
  fields: z.array(z.object({ title: maybeWords, value: maybeWords })).nullish(),
  actions: z.array(z.object({ url: maybeWords })).nullish(),
  blocks: z.array(block).nullish(),
});

const payload = z.object({
  text: maybeWords,
  blocks: z.array(block).nullish(),
  attachments: z.array(attachment).nullish(),
});

/** Grafana and others take anything else for a refusal. */
const answer = { status: 200, text: 'ok' } as const;

/** The shape of Slack’s incoming webhooks: whatever can post to Slack can page. */
export const slack: Sender = {
  name: 'slack',
  label: 'Slack-shaped webhook',
  about: 'What a program posts to an incoming webhook of Slack: text, blocks, attachments.',
  documentation: 'https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks',
  read({ body, notes }) {
    return readChatMessage('slack', messageOf(parse(payload, unpacked(body), notes)));
  },
  answer: () => answer,
  answers: [{ status: 200, description: 'It is on disk', schema: z.literal('ok') }],
};

/** Older programs post a form whose field `payload` holds the JSON. Mattermost’s API has `props`, and Rocket.Chat’s `message`. */
function unpacked(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  const inside = ['props', 'message'].map((name) => record.safeParse(body[name as never]).data);
  const around = inside.find((one) => Array.isArray(one?.attachments));
  if (around) return { text: labelValue(body, 'message'), ...around };
  if (!('payload' in body) || typeof body.payload !== 'string') return body;
  try {
    return JSON.parse(body.payload);
  } catch {
    return { text: body.payload };
  }
}

function messageOf({ text, blocks, attachments }: z.infer<typeof payload>): ChatMessage {
  const parts = (attachments ?? []).map((one) => ({
    ...one,
    lines: [one.pretext, one.title, one.text, ...textsOf(one.blocks)],
  }));
  const raw = [text, ...textsOf(blocks), ...parts.flatMap(({ lines }) => lines)];
  const fallback = raw.some((one) => one?.trim()) ? [] : parts.map((one) => one.fallback);
  const written = [...raw, ...fallback].flatMap((one) => (one?.trim() ? one.split('\n') : []));
  const fields = parts.flatMap((one) =>
    (one.fields ?? []).flatMap(({ title, value }) =>
      title?.trim() && value?.trim() ? [[withoutMarkup(title), withoutMarkup(value)] as const] : [],
    ),
  );
  const all = [...(blocks ?? []), ...parts.flatMap((one) => one.blocks ?? [])];
  const named = all.flatMap(fieldsOf);
  const links = [
    ...parts.flatMap((one) => [one.title_link, ...(one.actions ?? []).map(({ url }) => url)]),
    ...written.flatMap(linksIn),
    ...all.flatMap(({ elements }) => (elements ?? []).map((one) => labelValue(one, 'url'))),
  ].flatMap((one) => one ?? []);
  const images = [...parts.map(({ image_url }) => image_url), ...all.map(({ image_url }) => image_url)].flatMap(
    (one) => one ?? [],
  );
  return {
    lines: written.map(withoutMarkup),
    links,
    images,
    fields: [...fields, ...named],
    about: parts[0]?.author_name ?? undefined,
    colour: colourOf(parts[0]?.color),
  };
}

function textsOf(blocks: z.infer<typeof payload>['blocks']): readonly (string | null | undefined)[] {
  return (blocks ?? []).flatMap(({ text, fields }) => [text?.text, ...(fields ?? []).map((one) => one?.text)]);
}

/** A field of a section has its name in its first line: `*Host*` above `web-1`. */
function fieldsOf({ fields }: z.infer<typeof block>): readonly (readonly [name: string, value: string])[] {
  return (fields ?? []).flatMap((one) => {
    const [name = '', ...values] = withoutMarkup(one?.text ?? '').split('\n');
    const value = values.join('\n').trim();
    return name.trim() && value ? [[name.trim().replace(/:$/, ''), value] as const] : [];
  });
}
