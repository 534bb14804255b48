import { array, invalid, type Json, object, oneOf, Refusal, text } from './refusal.ts';

const drawn = ['content', 'embeds', 'components', 'allowed_mentions'] as const;

/** Refuses a message as Discord does: lengths, counts, what is unknown, what is empty. */
export function checkMessage(value: unknown, ...more: readonly string[]): Json {
  const body = object(value, 'message', [...drawn, ...more]);
  const content = body.content === undefined ? '' : text(body.content, 'content', 0, 2000);
  const embeds = body.embeds === undefined ? [] : array(body.embeds, 'embeds', 0, 10);
  const total = embeds.reduce((sum: number, embed, i) => sum + checkEmbed(embed, `embeds[${i}]`), 0);
  if (total > 6000) throw invalid('embeds', 'Embed size exceeds maximum size of 6000');
  if (body.components !== undefined) checkRows(body.components);
  if (body.allowed_mentions !== undefined) checkMentions(body.allowed_mentions);
  if (body.nonce !== undefined) text(body.nonce, 'nonce', 1, 25);
  if (!content.trim() && embeds.length === 0) throw new Refusal(400, 50006, 'Cannot send an empty message');
  return body;
}

function checkMentions(value: unknown): void {
  const mentions = object(value, 'allowed_mentions', ['parse', 'users', 'roles', 'replied_user']);
  for (const one of array(mentions.parse, 'allowed_mentions.parse', 0, 3))
    oneOf(one, 'allowed_mentions.parse', ['users', 'roles', 'everyone']);
  if (mentions.users === undefined) return;
  for (const one of array(mentions.users, 'allowed_mentions.users', 0, 100))
    if (!/^\d{1,20}$/.test(String(one))) throw invalid('allowed_mentions.users', 'not a snowflake');
  if ((mentions.parse as unknown[]).includes('users'))
    throw invalid('allowed_mentions', 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE');
}

function checkEmbed(value: unknown, path: string): number {
  const embed = object(value, path, ['title', 'description', 'fields', 'color', 'image']);
  let size = 0;
  if (embed.title !== undefined) size += text(embed.title, `${path}.title`, 1, 256).length;
  if (embed.description !== undefined) size += text(embed.description, `${path}.description`, 1, 4096).length;
  const fields = embed.fields === undefined ? [] : array(embed.fields, `${path}.fields`, 0, 25);
  for (const [i, one] of fields.entries()) {
    const field = object(one, `${path}.fields[${i}]`, ['name', 'value', 'inline']);
    size += text(field.name, `${path}.fields[${i}].name`, 1, 256).length;
    size += text(field.value, `${path}.fields[${i}].value`, 1, 1024).length;
  }
  if (embed.color !== undefined && !(Number.isInteger(embed.color) && Number(embed.color) <= 0xffffff))
    throw invalid(`${path}.color`, 'not a colour');
  if (embed.image !== undefined) {
    const { url } = object(embed.image, `${path}.image`, ['url']);
    text(url, `${path}.image.url`, 1, 2048);
    if (!URL.canParse(String(url)) || !/^(https?|attachment):$/.test(new URL(String(url)).protocol))
      throw invalid(`${path}.image.url`, 'Not a well formed URL.');
    // Stands for the addresses that Discord refuses by rules which it does not document.
    if (new URL(String(url)).hostname.startsWith('refused.'))
      throw invalid(`${path}.image.url`, 'Not a well formed URL.');
  }
  if (size === 0) throw invalid(path, 'an empty embed');
  return size;
}

function checkRows(value: unknown): void {
  const ids = new Set<string>();
  for (const [i, one] of array(value, 'components', 0, 5).entries()) {
    const row = object(one, `components[${i}]`, ['type', 'components']);
    oneOf(row.type, `components[${i}].type`, [1]);
    for (const [j, button] of array(row.components, `components[${i}].components`, 1, 5).entries())
      checkButton(button, `components[${i}].components[${j}]`, ids);
  }
}

function checkButton(value: unknown, path: string, ids: Set<string>): void {
  const button = object(value, path, ['type', 'style', 'label', 'custom_id', 'url', 'disabled']);
  oneOf(button.type, `${path}.type`, [2]);
  oneOf(button.style, `${path}.style`, [1, 2, 3, 4, 5]);
  text(button.label, `${path}.label`, 1, 80);
  if (button.style === 5) {
    const url = text(button.url, `${path}.url`, 1, 512);
    if (
      !URL.canParse(url) ||
      !/^(https?|discord):$/.test(new URL(url).protocol) ||
      !new URL(url).hostname.includes('.')
    )
      throw invalid(`${path}.url`, 'Not a well formed URL.');
    // Stands for the addresses that Discord refuses by rules which it does not document.
    if (new URL(url).hostname.startsWith('refused.')) throw invalid(`${path}.url`, 'Not a well formed URL.');
    if (button.custom_id !== undefined) throw invalid(path, 'A custom id and url cannot both be specified');
    return;
  }
  const id = text(button.custom_id, `${path}.custom_id`, 1, 100);
  if (ids.has(id)) throw invalid(`${path}.custom_id`, 'Component custom id cannot be duplicated');
  ids.add(id);
}
