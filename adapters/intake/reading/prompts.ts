import type { Arrived } from '../sender.ts';

/** Replaces prompts and completions. */
const promptsLeftOut = 'Prompts and completions were left out. Set “prompts: show” on the integration to show them.';

/** Field names of prompts and completions, in lower case without punctuation. */
const names: ReadonlySet<string> = new Set([
  ...['prompt', 'prompts', 'messages', 'message_content', 'input', 'inputs', 'output', 'outputs', 'completion'],
  ...['completions', 'response', 'responses', 'choices', 'request_data', 'request_body', 'response_body', 'content'],
]);

function mayShowPrompts({ integration }: Pick<Arrived, 'integration'>): boolean {
  return integration?.prompts === 'show';
}

/** Returns the record without prompts and completions, unless the integration shows them. */
export function withoutPrompts(
  record: Readonly<Record<string, unknown>> | undefined,
  arrived: Pick<Arrived, 'integration'>,
): Readonly<Record<string, unknown>> | undefined {
  if (!record || mayShowPrompts(arrived)) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name.toLowerCase())));
}

/**
 * Returns the text without lines such as ``Messages: `…` ``. Such a value may span many lines up to the next field name of
 * this sender. One sentence says that they were left out.
 *
 * @param next names that begin other lines, such as `API Base`
 */
export function textWithoutPrompts(
  text: string,
  next: readonly string[],
  arrived: Pick<Arrived, 'integration'>,
): string {
  if (mayShowPrompts(arrived)) return text;
  const kept: string[] = [];
  let isInside = false;
  let wasCut = false;
  for (const line of text.split('\n')) {
    const [, name = ''] = /^[\s*`_]{0,6}([A-Za-z][A-Za-z _]{0,40}?)[*`_]{0,3}\s?:/.exec(line) ?? [];
    if (names.has(name.trim().toLowerCase().replaceAll(' ', '_'))) {
      isInside = true;
      wasCut = true;
    } else if (next.includes(name.trim())) isInside = false;
    if (!isInside) kept.push(line);
  }
  return wasCut ? `${kept.join('\n').trim()}\n${promptsLeftOut}` : text;
}
