import { eventually } from '../wait.ts';
import { checkOptions, checkView } from './blocks.ts';
import { buttonsOf, labelOf, visibleText } from './display.ts';
import type { Acknowledged, Kind, Line } from './line.ts';
import type { FakeSlackServer } from './server.ts';
import { BOT_USER, type Shape, TEAM, type View } from './workspace.ts';

export interface People {
  slash(user: string, text: string, channel: string): Promise<Acknowledged>;
  writes(user: string, text: string, where?: { channel?: string; thread?: string }): Promise<Acknowledged>;
  mentions(user: string, text: string, channel: string, thread?: string): Promise<Acknowledged>;
  presses(user: string, message: { channel: string; ts: string }, label: string): Promise<Acknowledged>;
  fillsIn(user: string, values: Readonly<Record<string, string>>): Promise<Acknowledged>;
  /** What is offered for these letters in the select of this label. */
  suggestions(user: string, label: string, typed: string): Promise<readonly string[]>;
  event(event: Shape): Promise<Acknowledged>;
  repeatsLast(): Promise<Acknowledged>;
}

/** What people do, as Slack tells the app. */
export function people(server: FakeSlackServer, line: Line, triggerMs: number): People {
  const { workspace, rules } = server;
  let last: { kind: Kind; payload: Shape } | undefined;
  let repeats = 0;

  function tell(kind: Kind, payload: Shape): Promise<Acknowledged> {
    last = { kind, payload };
    repeats = 0;
    return send(kind, payload);
  }

  async function send(kind: Kind, payload: Shape, retry?: number): Promise<Acknowledged> {
    const acknowledged = await line(kind, payload, retry);
    if (!acknowledged) rules.complain(`${kind} was not acknowledged in time`);
    return acknowledged;
  }

  function trigger(user: string): string {
    const id = `${workspace.next()}.13345224609.trigger`;
    workspace.triggers.set(id, { user, until: Date.now() + triggerMs, spent: false });
    return id;
  }

  function event(inner: Shape): Promise<Acknowledged> {
    return tell('events_api', {
      type: 'event_callback',
      token: 'verification',
      team_id: TEAM,
      api_app_id: 'A0',
      event_id: `Ev${workspace.next()}`,
      event_time: Math.floor(Date.now() / 1_000),
      authorizations: [{ team_id: TEAM, user_id: BOT_USER, is_bot: true, is_enterprise_install: false }],
      event: inner,
    });
  }

  const slash: People['slash'] = (user, text, channel) =>
    tell('slash_commands', {
      token: 'verification',
      team_id: TEAM,
      team_domain: 'example',
      channel_id: channel,
      channel_name: channel.startsWith('D') ? 'directmessage' : 'ops',
      user_id: user,
      user_name: user.slice(2).toLowerCase(),
      command: '/incident',
      text: sent(text),
      api_app_id: 'A0',
      is_enterprise_install: 'false',
      response_url: server.responseUrl(channel, user),
      trigger_id: trigger(user),
    });

  const writes: People['writes'] = (user, text, { channel = workspace.direct(user), thread } = {}) =>
    event({
      type: 'message',
      channel_type: 'im',
      channel,
      user,
      text: sent(text),
      ts: workspace.timestamp(),
      event_ts: workspace.timestamp(),
      team: TEAM,
      ...(thread && { thread_ts: thread }),
    });

  const mentions: People['mentions'] = (user, text, channel, thread) =>
    event({
      type: 'app_mention',
      channel,
      user,
      text: `<@${BOT_USER}> ${sent(text)}`,
      ts: workspace.timestamp(),
      event_ts: workspace.timestamp(),
      team: TEAM,
      ...(thread && { thread_ts: thread }),
    });

  const presses: People['presses'] = (user, { channel, ts }, label) => {
    const message = workspace.messages.find((one) => one.channel === channel && one.ts === ts);
    const button = buttonsOf(message?.blocks).find((one) => labelOf(one) === label);
    if (!message || !button) throw new Error(`There is no button “${label}” on ${channel}:${ts}`);
    const { thread } = message;
    return tell('interactive', {
      type: 'block_actions',
      token: 'verification',
      api_app_id: 'A0',
      team: { id: TEAM, domain: 'example' },
      user: { id: user, username: user.slice(2).toLowerCase(), name: user.slice(2).toLowerCase(), team_id: TEAM },
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel,
        is_ephemeral: message.onlyFor !== undefined,
        ...(thread && { thread_ts: thread }),
      },
      channel: { id: channel, name: channel.startsWith('D') ? 'directmessage' : 'ops' },
      ...(message.onlyFor === undefined && {
        message: { type: 'message', ts, text: message.text, user: BOT_USER, ...(thread && { thread_ts: thread }) },
      }),
      state: { values: {} },
      response_url: server.responseUrl(channel, user),
      trigger_id: trigger(user),
      actions: [{ ...button, type: 'button', block_id: 'b1', action_ts: workspace.timestamp() }],
    });
  };

  const viewOf = (user: string) =>
    eventually(`a form opened for ${user}`, () => [...workspace.views.values()].find((one) => one.user === user));

  const person = (user: string) => {
    const name = user.slice(2).toLowerCase();
    return { id: user, username: name, name, team_id: TEAM };
  };

  async function ask(view: View, element: Shape, typed: string): Promise<readonly Shape[]> {
    const acknowledged = await send('interactive', {
      type: 'block_suggestion',
      token: 'verification',
      api_app_id: 'A0',
      team: { id: TEAM, domain: 'example' },
      user: person(view.user),
      container: { type: 'view', view_id: view.id },
      view: { ...view.shape, id: view.id, hash: view.hash },
      action_id: element.action_id,
      block_id: element.action_id,
      value: typed,
    });
    const { options } = (acknowledged?.payload ?? {}) as { options?: Shape[] };
    if (!options) rules.complain('a suggestion was answered without options');
    if (options?.length) checkOptions(options, (why) => rules.complain(`invalid suggestions: ${why}`));
    return options ?? [];
  }

  const suggestions: People['suggestions'] = async (user, label, typed) => {
    const view = await viewOf(user);
    const block = (view.shape.blocks as Shape[]).find(
      (one) => one.type === 'input' && labelOf({ text: one.label }) === label,
    );
    const options = await ask(view, block?.element as Shape, typed);
    return options.map(labelOf);
  };

  const fillsIn: People['fillsIn'] = async (user, values) => {
    const view = await viewOf(user);
    view.typed = { ...view.typed, ...values };
    const filled = await fill(view, view.typed, (element, typed) => ask(view, element, typed));
    const acknowledged = await tell('interactive', {
      type: 'view_submission',
      token: 'verification',
      api_app_id: 'A0',
      team: { id: TEAM, domain: 'example' },
      user: person(user),
      trigger_id: trigger(user),
      view: { ...view.shape, id: view.id, hash: view.hash, state: { values: filled } },
      response_urls: [],
    });
    if (acknowledged) respond(view, acknowledged.payload);
    return acknowledged;
  };

  /** What becomes of a form that was submitted. */
  function respond(view: View, answer: Shape | undefined): void {
    const blocks = view.shape.blocks as Shape[];
    switch (answer?.response_action) {
      case undefined:
        workspace.views.delete(view.id);
        return;
      case 'errors':
        for (const [id, why] of Object.entries(answer.errors as Shape)) {
          if (!blocks.some((one) => one.type === 'input' && one.block_id === id))
            rules.complain(`an error for ${id}, which is no input of the form`);
          if (typeof why !== 'string' || why === '') rules.complain('an error without words');
        }
        say(view, Object.values(answer.errors as Record<string, string>).join('\n'));
        return;
      case 'update':
        checkView(answer.view as Shape, (why) => rules.complain(`invalid view: ${why}`));
        view.shape = answer.view as Shape;
        // Only what the new one says is shown: an app must not count on more.
        view.typed = {};
        say(view, visibleText({ blocks: (view.shape.blocks as Shape[]).filter(({ type }) => type !== 'input') }));
        return;
      default:
        rules.complain(`no response_action ${String(answer?.response_action)} in this fake`);
    }
  }

  function say(view: View, text: string): void {
    view.said = { text, after: workspace.messages.length };
  }

  return {
    slash,
    writes,
    mentions,
    presses,
    fillsIn,
    suggestions,
    event,
    repeatsLast: () => {
      if (!last) throw new Error('Nobody has done anything yet');
      repeats += 1;
      return send(last.kind, last.payload, repeats);
    },
  };
}

/** As Slack hands it on: its three control characters escaped, addresses made links. */
function sent(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(U0[A-Z]+)\b/g, '<@$1|somebody>')
    .replace(/\b([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org))\b/g, '<http://$1|$1>');
}

type Ask = (element: Shape, typed: string) => Promise<readonly Shape[]>;

/** What the form holds when it is filled in so; Slack lets nothing be submitted that its fields do not take. */
async function fill(view: View, values: Readonly<Record<string, string>>, ask: Ask): Promise<Shape> {
  const left = new Set(Object.keys(values));
  const filled: Record<string, Shape> = {};
  for (const block of (view.shape.blocks as Shape[]).filter(({ type }) => type === 'input')) {
    const label = labelOf({ text: block.label });
    const element = block.element as Shape;
    const value = values[label] ?? initialOf(element);
    left.delete(label);
    if (value === undefined && block.optional !== true) throw new Error(`“${label}” must be filled in`);
    filled[String(block.block_id)] = { [String(element.action_id)]: await entry(element, value, ask) };
  }
  if (left.size > 0) throw new Error(`The form has no field ${[...left].join(', ')}`);
  return filled;
}

function initialOf({ initial_value: text, initial_option: option }: Shape): string | undefined {
  return (text ?? (option as Shape | undefined)?.value) as string | undefined;
}

async function entry(element: Shape, value: string | undefined, ask: Ask): Promise<Shape> {
  const initial = element.initial_option as Shape | undefined;
  if (initial && initial.value === value) return { type: element.type, selected_option: initial };
  switch (element.type) {
    case 'static_select':
      return picked(element, element.options as Shape[], value);
    case 'external_select':
      return picked(element, value === undefined ? [] : await ask(element, value), value);
    default:
      return typed(element, value);
  }
}

function typed(element: Shape, value: string | undefined): Shape {
  if (value !== undefined && value.length > Number(element.max_length ?? 3_000))
    throw new Error('Too long for the field');
  return { type: 'plain_text_input', value: value ?? null };
}

function picked({ type }: Shape, options: readonly Shape[], value: string | undefined): Shape {
  if (value === undefined) return { type, selected_option: null };
  const option = options.find((one) => one.value === value || labelOf(one) === value);
  if (!option) throw new Error(`“${value}” is not among the choices`);
  return { type, selected_option: option };
}
