import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf, severityOf } from '../../reading/fields.ts';
import { type Payload, readPayload } from '../../reading/payload.ts';
import { textWithoutPrompts } from '../../reading/prompts.ts';
import type { Arrived, Sender } from '../../sender.ts';

/** What its text has besides the message, one a line: ``Request Model: `gpt-4o` ``. */
const lineNames = [
  ...[
    'Request Model',
    'Model',
    'Model Name',
    'Model Group',
    'API Base',
    'Provider',
    'Level',
    'Timestamp',
    'Alert type',
  ],
  ...['Key Name', 'Team', 'Errors', 'Last Check', 'Proxy URL', 'Langfuse Trace', 'Available Deployment Latencies'],
];

/**
 * LiteLLM's proxy: `alerting: ["webhook"]` with WEBHOOK_URL for budgets, and `alerting: ["slack"]` with SLACK_WEBHOOK_URL
 * (or alert_to_webhook_url) for slow, hanging and failed calls and outages, which are texts. It never says that
 * something is over: set `resolveAfter`.
 */
export const liteLlm: Sender = {
  name: 'litellm',
  label: 'LiteLLM',
  about:
    'The webhook for budgets, and the Slack webhook for latency, failures and outages. It never says that something is over.',
  documentation: 'https://docs.litellm.ai/docs/proxy/alerting',
  read(arrived) {
    const given = readPayload(arrived.body, arrived.notes);
    given.needs('event_message', 'event', 'text');
    return [given.first('event', 'event_message') === undefined ? ofText(given, arrived) : ofBudget(given)];
  },
};

function ofBudget(given: Payload): Alert {
  const event = given.text('event');
  const group = given.text('event_group');
  const whose = given.first('key_alias', 'team_alias', 'team_id', 'customer_id', 'user_id', 'token');
  const [spend, budget] = [given.text('spend'), given.first('max_budget', 'soft_budget')];
  return alertFrom('litellm', {
    status: 'firing',
    title: [[given.text('event_message') ?? event, whose].filter((part) => part).join(': ')],
    description: spend && budget && `Spent ${spend} of ${budget}`,
    identity: { parts: ['budget', event ?? given.text('event_message'), group, whose] },
    severity: event === 'budget_crossed' ? 'sev2' : event === 'threshold_crossed' ? 'sev3' : undefined,
    labels: labelsOf({
      event,
      group,
      cost: spend,
      max_budget: budget,
      projected_spend: given.text('projected_spend'),
      team: given.first('team_alias', 'team_id'),
      key: given.text('key_alias'),
      user: given.first('customer_id', 'user_id'),
    }),
    value: spend,
  });
}

function ofText(given: Payload, arrived: Arrived): Alert {
  const raw = given.text('text') ?? '';
  const text = textWithoutPrompts(raw, lineNames, arrived);
  const named = (...names: readonly string[]) => names.map((name) => lineValue(text, name)).find((value) => value);
  const message = messageIn(text);
  const model = named('Request Model', 'Model Name', 'Model Group', 'Model');
  const level = named('Level');
  return alertFrom('litellm', {
    status: 'firing',
    title: [[message, model].filter((part) => part).join(': ')],
    description: text,
    // Times and counts are others each time.
    identity: {
      parts: ['text', named('Alert type'), message?.replace(/\d+(?:\.\d+)?/g, '#'), model, named('API Base')],
    },
    severity: severityOf(level),
    labels: labelsOf({
      model,
      provider: named('Provider'),
      api_base: named('API Base'),
      alert_type: named('Alert type'),
      key: named('Key Name'),
      team: named('Team'),
    }),
    url: [named('Langfuse Trace'), named('Proxy URL')],
  });
}

function lineValue(text: string, name: string): string | undefined {
  const line = text
    .split('\n')
    .map(plain)
    .find((one) => one.startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() || undefined;
}

function plain(line: string): string {
  return line.replace(/[*`]/g, '').trim();
}

/** The first line that is the message: behind `Message:`, or the first that is no name and value. */
function messageIn(text: string): string | undefined {
  const lines = text.split('\n').map(plain);
  const first = lines.find((line) => line && !lineNames.some((name) => line.startsWith(`${name}:`)));
  return lineValue(text, 'Message') ?? first;
}
