import { z } from 'zod';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { problemTitles } from '../../../src/ports/problem.ts';
import { contentKey } from '../content-key.ts';
import { looseDate } from '../dates.ts';
import { alertFrom, labelsOf, labelValue, maybeWords, parse, record, refuseFuture, severityOf } from '../fields.ts';
import { Refusal } from '../problem.ts';
import type { Arrived, Sender } from '../sender.ts';

const action = z.object({
  event_action: z.enum(['trigger', 'acknowledge', 'resolve'], 'Expected trigger, acknowledge or resolve.'),
});

const summary = z.string().trim().min(1, 'Expected what is wrong.');

const triggered = z.object({
  dedup_key: maybeWords,
  client: maybeWords,
  client_url: maybeWords,
  links: z
    .array(z.object({ href: maybeWords, text: maybeWords }))
    .nullish()
    .catch(undefined),
  payload: z.object({
    summary,
    source: maybeWords,
    severity: maybeWords,
    timestamp: looseDate,
    component: maybeWords,
    group: maybeWords,
    class: maybeWords,
    custom_details: z.unknown(),
  }),
});

const resolved = z.object({
  dedup_key: z.string().trim().min(1, 'Expected the dedup_key of what is over.'),
  payload: z.object({ summary: maybeWords }).nullish().catch(undefined),
});

const change = z.object({ payload: z.object({ summary }) });

/**
 * PagerDuty's Events API v2, for what spoke to that: `https://tocsin.example.org/v2/enqueue` instead of
 * `https://events.pagerduty.com/v2/enqueue`, and one of API_TOKENS as the routing key. An acknowledgement is accepted
 * and changes nothing, and so does a change event: who has it is for the chat to say.
 */
export const pagerduty: Sender = {
  name: 'pagerduty',
  label: 'PagerDuty Events API v2',
  about:
    'Trigger and resolve, with one of API_TOKENS as the routing key. Acknowledgements and change events are accepted and change nothing.',
  documentation: 'https://developer.pagerduty.com/docs/events-api-v2-overview',
  paths: ['/v2/enqueue', '/v2/change/*'],
  token: ({ body }) => labelValue(body, 'routing_key'),
  read(arrived) {
    const { body, now } = arrived;
    if (isChange(arrived)) {
      parse(change, body);
      return [];
    }
    const { event_action: does } = parse(action, body);
    switch (does) {
      case 'trigger':
        return [ofTriggered(body, now)];
      case 'resolve':
        return [ofResolved(body)];
      case 'acknowledge':
        parse(resolved, body);
        return [];
      default:
        return does satisfies never;
    }
  },
  answers: [
    {
      status: 202,
      description: 'It is on disk',
      schema: z.object({ status: z.literal('success'), message: z.string(), dedup_key: z.string().optional() }),
    },
    {
      status: 400,
      description: problemTitles[400],
      schema: z.object({ status: z.string(), message: z.string(), errors: z.array(z.string()) }),
    },
  ],
  answer([receipt], arrived) {
    if (isChange(arrived)) return { status: 202, body: { status: 'success', message: 'Change event processed' } };
    const key = receipt?.fingerprint ?? labelValue(arrived.body, 'dedup_key');
    return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key: key } };
  },
  refusal(problems) {
    const errors = problems.map(({ field, message }) => (field ? `${field}: ${message}` : message));
    return { status: 'invalid event', message: 'Event object is invalid', errors };
  },
};

function isChange({ rest }: Arrived): boolean {
  if (rest === '') return false;
  if (rest === 'enqueue') return true;
  throw new Refusal(404, 'Of PagerDuty’s API there is only /v2/enqueue and /v2/change/enqueue.');
}

function ofTriggered(body: unknown, now: Date): Alert {
  const { payload: said, ...event } = parse(triggered, body);
  refuseFuture(now, [['payload.timestamp', said.timestamp]]);
  const { source, component, group, custom_details: details } = said;
  return alertFrom('pagerduty', {
    status: 'firing',
    title: [said.summary],
    description: prose(details) || said.summary,
    same: event.dedup_key?.trim() || contentKey([said.summary, source, component, group, said.class]),
    severity: severityOf(said.severity),
    labels: labelsOf(
      { source, component, group, class: said.class, severity: said.severity, client: event.client },
      parse(record.nullish().catch(undefined), details),
      Object.fromEntries((event.links ?? []).map(({ href, text }) => [text ?? 'link', href])),
    ),
    url: [event.client_url, ...(event.links ?? []).map(({ href }) => href)],
    startsAt: said.timestamp ?? undefined,
  });
}

/** What is no label: Alertmanager gives its alerts as they are, inside. */
function prose(details: unknown): string {
  if (typeof details === 'string') return details;
  if (typeof details !== 'object' || details === null) return '';
  return Object.entries(details)
    .filter(([, value]) => typeof value === 'object' && value !== null && Object.keys(value).length > 0)
    .map(([name, value]) => `${name}: ${JSON.stringify(value, undefined, 1)}`)
    .join('\n');
}

function ofResolved(body: unknown): Alert {
  const { dedup_key: key, payload: said } = parse(resolved, body);
  return alertFrom('pagerduty', { status: 'resolved', title: [said?.summary, `Resolved: ${key}`], same: key });
}
