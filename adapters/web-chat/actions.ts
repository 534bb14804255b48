import type { Language } from '../../src/domain/languages.ts';
import type { Person } from '../../src/domain/people.ts';
import type { Translate } from '../../src/locales/catalogue.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import { decodePress, pressArgs } from '../../src/ports/commands/press.ts';
import type { Account, CommandOrigin, CommandShape, Commands, Form, Reply } from '../../src/ports/commands.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Clock } from '../../src/ports/runtime.ts';
import type { WebChatStore, WebPost } from '../../src/ports/web-chat.ts';
import { clip } from './clip.ts';
import { CHAT_LIMIT, LINE_LIMIT } from './limits.ts';
import type { Live } from './live.ts';
import { addressOf, isDirect, mayEnter } from './rooms.ts';
import { answerIdFor, toWire } from './to-wire.ts';
import type { WireError, WireForm, WireOutcome } from './wire.ts';

/** The result of one action of a person. */
export type Outcome = WireOutcome | (WireError & { readonly status: number });

/** The person, the room, and the id by which a repeat is recognised. */
export interface PageAction {
  readonly person: Person;
  readonly room: string;
  readonly action: string;
  /** Returns a text in the person's language. */
  readonly t: Translate;
  /** The browser's language. Absent when Tocsin does not support it. */
  readonly language?: Language;
  /** Id of the post that the action is about. */
  readonly about?: string;
}

export interface Actions {
  say(pageAction: PageAction, text: string): Promise<Outcome>;
  press(pageAction: PageAction & { readonly about: string }, code: string): Promise<Outcome>;
  submit(pageAction: PageAction, input: CommandInput): Promise<Outcome>;
}

export function createActions(parts: {
  store: WebChatStore;
  live: Live;
  clock: Clock;
  commands: () => Commands;
}): Actions {
  const { store, live, clock, commands } = parts;

  async function publish(post: WebPost): Promise<Outcome> {
    if (await store.add(post)) live.post(post);
    return { post: toWire(post) };
  }

  /** Posts the answer: in a room visible to that person only, in their direct messages as a normal message. */
  async function answer(pageAction: PageAction, message: Message, after?: Date): Promise<Outcome> {
    const now = clock.now();
    return publish({
      id: answerIdFor(invocationId(pageAction)),
      room: pageAction.room,
      // Never in the same millisecond as the question, so that the two keep their order.
      at: after && after >= now ? new Date(after.getTime() + 1) : now,
      by: 'bot',
      message: clip(message),
      ...(!isDirect(pageAction.room) && { onlyFor: pageAction.person.id }),
    });
  }

  async function run(pageAction: PageAction, input: CommandInput, after?: Date): Promise<Outcome> {
    const form = formFor(pageAction, input);
    if (form) return form;
    const reply = await replyTo(pageAction, input);
    return answer(pageAction, reply.message, after);
  }

  function formFor(pageAction: PageAction, input: CommandInput): WireOutcome | undefined {
    const form = commands().formFor(input, accountOf(pageAction));
    return form && { form: toWireForm(form) };
  }

  function replyTo(pageAction: PageAction, input: CommandInput): Promise<Reply> {
    const arrival = { id: invocationId(pageAction), from: accountOf(pageAction), where: origin(pageAction) };
    return commands().run({ ...input, ...arrival });
  }

  return {
    async say(pageAction, text) {
      const command = commandIn(text, isDirect(pageAction.room));
      const line = command ?? (forTheBot.test(text.trim()) ? text.trim() : undefined);
      if (line === undefined && text.trim() === '') return refused(pageAction.t('web-error.empty'));
      const limit = line === undefined ? CHAT_LIMIT : LINE_LIMIT;
      if (text.length > limit) return refused(pageAction.t('web-error.too-long', { limit }));
      if (pageAction.about !== undefined && !(await readable(store, pageAction, pageAction.about)))
        return noMessage(pageAction);
      const post: WebPost = {
        id: `said-${invocationId(pageAction)}`,
        room: pageAction.room,
        at: clock.now(),
        by: pageAction.person.id,
        text,
      };
      if (line === undefined) return publish(post);
      const reading = commands().read(line, accountOf(pageAction));
      const form = 'input' in reading && formFor(pageAction, reading.input);
      if (form) return form;
      // The typed command stays visible above its answer, to everybody who sees the answer.
      const isForAll = isDirect(pageAction.room) || command === undefined;
      await publish(isForAll ? post : { ...post, onlyFor: pageAction.person.id });
      if ('refusal' in reading) return answer(pageAction, reading.refusal.message, post.at);
      return run(pageAction, reading.input, post.at);
    },

    async press(pageAction, code) {
      const post = await readable(store, pageAction, pageAction.about);
      if (!post) return noMessage(pageAction);
      // An edit may have removed the button just now; the command then says what happened meanwhile. The page may send any
      // command here, as in a typed line; the commands check permissions.
      const input = decodePress(code);
      return input ? run(pageAction, input) : answer(pageAction, { text: pageAction.t('web-error.old-button') });
    },

    async submit(pageAction, input) {
      const shape = commands().catalogue.find((one) => one.name === input.command);
      if (!shape) return refused(pageAction.t('web-error.no-command'));
      const args = argsOf(shape, input, pageAction.t);
      if ('error' in args) return refused(args.error);
      if (pageAction.about !== undefined && !(await readable(store, pageAction, pageAction.about)))
        return noMessage(pageAction);
      const filled = { command: shape.name, args: args.given };
      const form = formFor(pageAction, filled);
      if (form) return form;
      const { message, refused: refusal } = await replyTo(pageAction, filled);
      // The form stays open with its values and shows the error.
      if (refusal) return { error: message.text, status: 400, ...refusal };
      return answer(pageAction, message);
    },
  };
}

/** Returns the arguments of a form: values of the command's options, and those that a button carried. */
function argsOf(
  shape: CommandShape,
  { args }: CommandInput,
  t: Translate,
): { readonly given: Record<string, string> } | WireError {
  const options = new Set(shape.options.map(({ name }) => name));
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(args)) {
    if (!options.has(name) && !pressArgs.has(name)) return { error: t('web-error.no-option', { command: shape.name }) };
    if (value.length > LINE_LIMIT) return { error: t('web-error.too-long', { limit: LINE_LIMIT }) };
    if (value.trim() !== '') given[name] = value;
  }
  return { given };
}

/** What people ask the bot though they speak to a room: it only shows something, and is seldom said to others. */
const forTheBot = /^(?:help|oncall|on-call|who(?:['’]s| is) on call)[\s?？!.]*$/iu;

/** Includes the person, so that nobody can use up another person's id. */
function invocationId({ person, action }: PageAction): string {
  return `web:${person.id}:${action}`;
}

/**
 * Returns the command in a typed line, without its `/incident` or `/`; undefined for talk among people. A space before the
 * slash marks talk.
 */
function commandIn(text: string, direct: boolean): string | undefined {
  const line = text.trim();
  const slashed = /^\/(?:incident(?=\s|$))?\s*(.*)$/s.exec(direct ? line : text.trimEnd());
  // In a room, `/etc/passwd is full` is about a file.
  if (!direct && /^\/[^\s/]+\//.test(line)) return undefined;
  if (slashed) return slashed[1] ?? '';
  if (!direct || line === '') return undefined;
  return line.replace(/^incident(?:\s+|$)/, '');
}

function origin({ room, about }: PageAction): CommandOrigin {
  return {
    address: addressOf(room),
    private: isDirect(room),
    places: about === undefined ? [room] : [about, room],
  };
}

async function readable(store: WebChatStore, { person, room }: PageAction, id: string): Promise<WebPost | undefined> {
  const post = await store.post(id);
  if (!post || post.room !== room || !mayEnter(post.room, person.id)) return undefined;
  if (post.onlyFor !== undefined && post.onlyFor !== person.id) return undefined;
  return post;
}

function toWireForm({ title, submit, fields, input }: Form): WireForm {
  return { title, submit, fields, command: input.command, args: input.args };
}

function refused(error: string): Outcome {
  return { error, status: 400 };
}

function noMessage({ t }: PageAction): Outcome {
  return { error: t('web-error.no-message'), status: 404 };
}

function accountOf({ person, language }: PageAction): Account {
  return { platform: 'web', id: person.id, name: person.name, ...(language && { language }) };
}
