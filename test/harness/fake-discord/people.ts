import { eventually } from '../wait.ts';
import type { Modal, ModalField } from './check-modal.ts';
import type { FakeDiscord } from './fake-discord.ts';
import { COMMAND, COMPLETION, COMPONENT, SUBMISSION } from './interaction-routes.ts';
import type { Json } from './refusal.ts';
import { channelJson, drawn } from './routes.ts';
import { ANNOUNCE, APPLICATION, BOT, GUILD, type Pending, type Posted } from './world.ts';

interface Button {
  readonly label: string;
  readonly custom_id?: string;
  readonly url?: string;
}

/** What people do in their Discord: each gesture becomes what the gateway sends for it. */
export class People {
  readonly #discord: FakeDiscord;
  #last: { t: string; d: unknown } | undefined;

  constructor(discord: FakeDiscord) {
    this.#discord = discord;
  }

  /** A slash command, with its options filled in by name. */
  gives(account: string, words: string, options: Readonly<Record<string, string>>, channel = ANNOUNCE): Pending {
    const registered = this.#discord.world.commands.get(words);
    if (!registered) throw new Error(`Discord offers no command /${words}`);
    const given = Object.entries(options).map(([name, value]) => {
      const option = registered.find((one) => one.name === name);
      if (!option) throw new Error(`/${words} offers no option ${name}`);
      if (option.choices && !option.choices.includes(value)) throw new Error(`${value} is no choice of ${name}`);
      if (value.length > option.maxLength) throw new Error(`${name} is too long to be typed`);
      return { type: 3, name, value };
    });
    return this.#interacts(account, COMMAND, this.#commandData(words, given), channel);
  }

  /** Types into an option that completes. */
  types(account: string, words: string, option: string, typed: string): Pending {
    const registered = this.#discord.world.commands.get(words)?.find((one) => one.name === option);
    if (!registered?.autocomplete) throw new Error(`${option} of /${words} does not complete`);
    const given = [{ type: 3, name: option, value: typed, focused: true }];
    return this.#interacts(account, COMPLETION, this.#commandData(words, given), ANNOUNCE);
  }

  /** `/incident <line>`, as a person would spread it over the options. */
  saysInChannel(account: string, line: string, channel = ANNOUNCE): Pending {
    const [verb = '', ...words] = line.split(' ');
    const command = `incident ${verb}`;
    const options: Record<string, string> = {};
    if (/^\d+$/.test(words[0] ?? '')) options.incident = words.shift() ?? '';
    const rest = this.#discord.world.commands.get(command)?.find((one) => one.name !== 'incident');
    if (rest && words.length > 0) options[rest.name] = words.join(' ');
    return this.gives(account, command, options, channel);
  }

  /** A message, in the direct channel with the bot unless another one is named. */
  writes(
    account: string,
    content: string,
    at: { channel?: string; replyTo?: string; attachments?: readonly string[] } = {},
  ): Posted {
    const { world } = this.#discord;
    const channel = world.channel(at.channel ?? world.directChannel(account).id);
    const replyTo = at.replyTo ? { replyTo: at.replyTo } : {};
    const posted = world.post({ channel: channel.id, author: account, body: { content }, ...replyTo });
    const mentionsBot = content.includes(`<@${BOT}>`);
    this.#dispatch('MESSAGE_CREATE', {
      ...drawn(posted),
      author: this.#user(account),
      // Without the privileged intent, Discord keeps back what was written to others.
      content: channel.recipient || mentionsBot ? content : '',
      mentions: mentionsBot ? [this.#user(BOT)] : [],
      attachments: this.#attached(at.attachments),
      channel_type: channel.type,
      ...(!channel.recipient && { guild_id: GUILD, member: { roles: [], joined_at: new Date(0).toISOString() } }),
    });
    return posted;
  }

  /** Picks a command from the menu of a message. Unlike the message itself, it comes with the text and the files. */
  picks(account: string, posted: Posted, name: string, files: readonly string[] = []): Pending {
    if (!this.#discord.world.commands.has(name)) throw new Error(`Discord offers no ${name} in the menu of a message`);
    const shown = { ...drawn(posted), author: this.#user(posted.author), attachments: this.#attached(files) };
    const data = {
      ...{ id: this.#discord.world.nextId(), type: 3, name },
      ...{ target_id: posted.id, resolved: { messages: { [posted.id]: shown } } },
    };
    return this.#interacts(account, COMMAND, data, posted.channel);
  }

  presses(account: string, message: Posted, label: string): Pending {
    const rows = (message.body.components ?? []) as { components: Button[] }[];
    const button = rows.flatMap((row) => row.components).find((one) => one.label === label);
    if (!button?.custom_id) throw new Error(`There is no button ${label}`);
    const data = { custom_id: button.custom_id, component_type: 2 };
    return this.#interacts(account, COMPONENT, data, message.channel, message.id);
  }

  /** The form that is open for this account; "Fill in" is pressed where a form was offered so, "Edit and send again" where it was refused. */
  async formOf(account: string): Promise<Pending & { modal: Modal }> {
    const { world } = this.#discord;
    let pressed: Posted | undefined;
    return eventually('a form opened', () => {
      const open = world.interactions.findLast((one) => one.account === account && one.modal && !one.submitted);
      if (open?.modal) return { ...open, modal: open.modal };
      const offers = ['Fill in', 'Edit and send again'];
      const labelOf = (one: Posted) => offers.find((label) => buttonsOf(one).includes(label));
      const own = (one: Posted) => one.channel === world.directChannel(account).id || one.onlyFor === account;
      const offer = [...world.messages.values()].filter(own).findLast((one) => labelOf(one) !== undefined);
      if (offer && offer !== pressed) this.presses(account, offer, labelOf(offer)!);
      pressed = offer;
      return undefined;
    });
  }

  async fillsIn(account: string, values: Readonly<Record<string, string>>): Promise<void> {
    const { id, channel, message, modal } = await this.formOf(account);
    const unknown = Object.keys(values).filter((name) => !modal.fields.some((field) => field.id === name));
    if (unknown.length > 0) throw new Error(`The form does not ask for ${unknown.join(', ')}`);
    const components = modal.fields.map((field, i) => ({
      type: 18,
      id: i * 2 + 1,
      component: { id: i * 2 + 2, custom_id: field.id, ...fillField(field, values[field.id]) },
    }));
    const opened = this.#discord.world.interactions.find((one) => one.id === id);
    if (opened) opened.submitted = true;
    this.#interacts(account, SUBMISSION, { custom_id: modal.customId, components }, channel, message);
  }

  /** The gateway delivers the last gesture once more, as it does after a resume. */
  repeatsLast(): void {
    if (this.#last) this.#discord.gateway.dispatch(this.#last.t, this.#last.d);
  }

  #commandData(words: string, given: readonly Json[]): Json {
    const [command, verb] = words.split(' ');
    return {
      id: this.#discord.world.nextId(),
      type: 1,
      name: command,
      options: verb ? [{ type: 1, name: verb, options: given }] : given,
    };
  }

  #interacts(account: string, type: number, data: Json, channelId: string, message?: string): Pending {
    const { world } = this.#discord;
    const channel = world.channel(channelId);
    const pending: Pending = {
      id: world.nextId(),
      token: `interaction-token-${world.interactions.length}`,
      type,
      account,
      channel: channelId,
      at: Date.now(),
      ...(message && { message }),
    };
    world.interactions.push(pending);
    const posted = message ? world.messages.get(message) : undefined;
    const user = this.#user(account);
    this.#dispatch('INTERACTION_CREATE', {
      id: pending.id,
      application_id: APPLICATION,
      type,
      data,
      token: pending.token,
      version: 1,
      channel_id: channelId,
      channel: channelJson(channel),
      app_permissions: '0',
      locale: 'en-GB',
      entitlements: [],
      authorizing_integration_owners: channel.recipient ? { 0: '0' } : { 0: GUILD },
      context: channel.recipient ? 1 : 0,
      attachment_size_limit: 0,
      ...(channel.recipient
        ? { user }
        : { guild_id: GUILD, member: { user, roles: [], permissions: '0', joined_at: new Date(0).toISOString() } }),
      ...(posted && { message: drawn(posted) }),
    });
    return pending;
  }

  #attached(files: readonly string[] = []): Json[] {
    return files.map((filename) => ({
      id: this.#discord.world.nextId(),
      filename,
      size: 1,
      url: `https://cdn.discordapp.com/attachments/1/2/${filename}?ex=1`,
      proxy_url: `https://media.discordapp.net/attachments/1/2/${filename}`,
    }));
  }

  #dispatch(t: string, d: unknown): void {
    this.#last = { t, d };
    this.#discord.gateway.dispatch(t, d);
  }

  #user(account: string): Json {
    return {
      id: account,
      username: this.#discord.world.accounts.get(account) ?? account,
      discriminator: '0',
      avatar: null,
      global_name: null,
      ...(account === BOT && { bot: true }),
    };
  }
}

function fillField(field: ModalField, filled: string | undefined): Json {
  const value = filled ?? field.value;
  if (field.required && !value) throw new Error(`The form does not close without ${field.id}`);
  if (field.options) {
    if (value && !field.options.includes(value)) throw new Error(`${value} is no choice of ${field.id}`);
    return { type: 3, values: value ? [value] : [] };
  }
  if (value.length > field.maxLength) throw new Error(`${field.id} is too long to be typed`);
  return { type: 4, value };
}

export function buttonsOf(message: Posted): string[] {
  const rows = (message.body.components ?? []) as { components: Button[] }[];
  return rows.flatMap((row) => row.components.filter(({ url }) => !url).map((button) => button.label));
}

export function linksOf(message: Posted): { label: string; url: string }[] {
  const rows = (message.body.components ?? []) as { components: Button[] }[];
  return rows.flatMap((row) => row.components).flatMap(({ label, url }) => (url ? [{ label, url }] : []));
}
