import { randomUUID } from 'node:crypto';
import { toWire } from '../../../adapters/web-chat/to-wire.ts';
import type { WireForm } from '../../../adapters/web-chat/wire.ts';
import type { Address } from '../../../src/domain/address.ts';
import { splitLinks } from '../../../src/lib/linkify.ts';
import type { WebPost } from '../../../src/ports/web-chat.ts';
import type { Drawn, PlatformUnderTest } from '../../contracts/chat-adapter/platform-under-test.ts';
import { STORE_SECRET } from '../../harness/memory-web-chat-store.ts';
import { serveWebChat } from '../../harness/web-chat-server.ts';

interface Target {
  room: string;
  about?: string;
}

/** The web chat on a real HTTP server, as its page uses it. */
export async function openWebChat(): Promise<PlatformUnderTest> {
  const { chat, store, as, close } = await serveWebChat();
  const channel: Address = { platform: 'web', kind: 'channel', id: 'incidents' };
  const forms = new Map<string, { room: string; about?: string; form: WireForm; typed?: Record<string, string> }>();
  const mistakes: string[] = [];
  /** What a form says that was refused, and stays open. */
  const refusals = new Map<string, string>();
  let last: () => Promise<void> = async () => {};

  async function act(account: string, path: string, body: Target & Record<string, unknown>): Promise<void> {
    const same = { ...body, action: randomUUID() };
    last = async () => {
      const response = await as(account).post(path, same);
      const result = (await response.json()) as { form?: WireForm; error?: string };
      refusals.delete(account);
      const isForm = path === 'submit' && response.status === 400 && result.error;
      if (isForm) refusals.set(account, result.error!);
      else if (result.error) mistakes.push(`${path}: ${response.status} ${result.error}`);
      if (result.form) forms.set(account, { ...body, form: result.form });
    };
    await last();
  }

  return {
    adapter: chat.adapter,
    chat,
    channel,
    alice: 'alice',
    bob: 'bob',
    secrets: [STORE_SECRET, 'hunter2'],
    shown: (at) => store.all.filter((post) => post.room === roomAt(at)).map(draw),
    nameOf: async (at) => (await store.rooms()).find(({ id }) => id === roomAt(at))?.name,
    says: (account, line, where) =>
      where === 'channel'
        ? act(account, 'say', { room: channel.id, text: `/incident ${line}` })
        : act(account, 'say', { room: `dm-${account}`, text: line }),
    async presses(account, message, label) {
      const post = toWire((await store.post(message.id))!);
      const button = post.buttons.find((one) => one.label === label)!;
      await act(account, 'press', { room: post.room, about: post.id, button: button.code });
    },
    // Nothing but the browser is involved.
    opens: async () => {},
    async fillsIn(account, values) {
      const open = forms.get(account);
      if (!open) throw new Error(`No form is open for ${account}`);
      forms.delete(account);
      const { form, room, about, typed } = open;
      const fields = new Set(form.fields.map((field) => field.option));
      for (const name of Object.keys(values)) if (!fields.has(name)) mistakes.push(`the form has no field ${name}`);
      const filled = Object.fromEntries([...fields].map((name) => [name, values[name] ?? typed?.[name] ?? '']));
      await act(account, 'submit', {
        room,
        ...(about && { about }),
        command: form.command,
        args: form.args,
        values: filled,
      });
      if (refusals.has(account)) forms.set(account, { ...open, typed: filled });
    },
    toldTo(account) {
      const refusal = refusals.get(account);
      if (refusal !== undefined) return { ...said, text: refusal, onlyFor: account };
      const told = store.all.filter(
        (post) => post.by === 'bot' && (post.onlyFor === account || post.room === `dm-${account}`),
      );
      return told.length === 0 ? undefined : draw(told.at(-1)!);
    },
    repeatsLast: () => last(),
    becomes(health) {
      const unwell = health === 'hanging' ? 'hanging' : 'failing';
      // No token and no quota between the web chat and its own store: refusing it is failing it.
      store.becomes(health === 'well' ? 'well' : unwell);
    },
    verify() {
      if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
    },
    close,
  };
}

/** Of what a form says nothing but the text is there. */
const said: Drawn = { id: 'form', text: '', textLinks: [], mentions: [], buttons: [], links: [] };

function roomAt(at: Address): string {
  return at.kind === 'person' ? `dm-${at.id}` : at.id;
}

/** As the page draws it: a title and a body stand in place of the text. */
function draw(post: WebPost): Drawn {
  const { id, text, title, body, fields, buttons, links, edited } = toWire(post);
  const words = [
    ...(title === undefined ? [text] : [title, body ?? '']),
    ...fields.map(({ label, value, at }) => `${label} ${value} ${at ?? ''}`),
  ];
  return {
    id,
    text: words.join('\n'),
    textLinks: words.flatMap((word) => splitLinks(word).flatMap(({ url: link }) => link ?? [])),
    mentions: [],
    buttons: buttons.map(({ label }) => label),
    links,
    ...(post.onlyFor && { onlyFor: post.onlyFor }),
    edited: edited !== undefined,
  };
}
