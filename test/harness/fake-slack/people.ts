import { eventually } from '../wait.ts';
import { buttonsOf, labelOf } from './display.ts';
import type { Acknowledged, Kind, Line } from './line.ts';
import type { FakeSlackServer } from './server.ts';
import { BOT_USER, type Shape, TEAM, type View } from './workspace.ts';

export interface People {
  slash(user: string, text: string, channel: string): Promise<Acknowledged>;
  writes(user: string, text: string, where?: { channel?: string; thread?: string }): Promise<Acknowledged>;
  mentions(user: string, text: string, channel: string, thread?: string): Promise<Acknowledged>;
  presses(user: string, message: { channel: string; ts: string }, label: string): Promise<Acknowledged>;
  fillsIn(user: string, values: Readonly<Record<string, string>>): Promise<Acknowledged>;
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

  const fillsIn: People['fillsIn'] = async (user, values) => {
    const view = await eventually(`a form opened for ${user}`, () =>
      [...workspace.views.values()].find((one) => one.user === user),
    );
    const acknowledged = await tell('interactive', {
      type: 'view_submission',
      token: 'verification',
      api_app_id: 'A0',
      team: { id: TEAM, domain: 'example' },
      user: { id: user, username: user.slice(2).toLowerCase(), name: user.slice(2).toLowerCase(), team_id: TEAM },
      trigger_id: trigger(user),
      view: { ...view.shape, id: view.id, hash: view.hash, state: { values: fill(view, values) } },
      response_urls: [],
    });
    if (acknowledged && acknowledged.payload?.response_action !== 'errors') workspace.views.delete(view.id);
    return acknowledged;
  };

  return {
    slash,
    writes,
    mentions,
    presses,
    fillsIn,
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

/** What the form holds when it is filled in so; Slack lets nothing be submitted that its fields do not take. */
function fill(view: View, values: Readonly<Record<string, string>>): Shape {
  const left = new Set(Object.keys(values));
  const filled: Record<string, Shape> = {};
  for (const block of view.shape.blocks as Shape[]) {
    const label = labelOf({ text: block.label });
    const element = block.element as Shape;
    const value = values[label];
    left.delete(label);
    if (value === undefined && block.optional !== true) throw new Error(`“${label}” must be filled in`);
    const entry = element.type === 'static_select' ? picked(element, value) : typed(element, value);
    filled[String(block.block_id)] = { [String(element.action_id)]: entry };
  }
  if (left.size > 0) throw new Error(`The form has no field ${[...left].join(', ')}`);
  return filled;
}

function typed(element: Shape, value: string | undefined): Shape {
  if (value !== undefined && value.length > Number(element.max_length ?? 3_000))
    throw new Error('Too long for the field');
  return { type: 'plain_text_input', value: value ?? null };
}

function picked(element: Shape, value: string | undefined): Shape {
  if (value === undefined) return { type: 'static_select', selected_option: null };
  const option = (element.options as Shape[]).find((one) => one.value === value || labelOf(one) === value);
  if (!option) throw new Error(`“${value}” is not among the choices`);
  return { type: 'static_select', selected_option: option };
}
