import { z } from 'zod';
import { contentKey } from '../../reading/content-key.ts';
import { alertFrom, labelsOf, labelValue } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';
import { invalidEvent, invalidEventAnswer } from './invalid-event.ts';

/**
 * PagerDuty's Events API v1, for what still speaks that: `https://tocsin.example.org/generic/2010-04-15/create_event.json`
 * with one of API_TOKENS as the service key. Acknowledgements are accepted and change nothing.
 */
export const pagerdutyV1: Sender = {
  name: 'pagerduty-v1',
  label: 'PagerDuty Events API v1',
  about:
    'Trigger and resolve, with one of API_TOKENS as the service key. Acknowledgements are accepted and change nothing.',
  documentation: 'https://developer.pagerduty.com/docs/events-api-v1-overview',
  paths: ['/generic/2010-04-15/create_event.json'],
  token: ({ body }) => labelValue(body, 'service_key'),
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('description', 'incident_key');
    const type = given.text('event_type')?.toLowerCase();
    if (type === 'acknowledge') return [];
    const contexts = given.parts('contexts');
    return [
      alertFrom('pagerduty-v1', {
        status: statusOf(type),
        title: [given.text('description'), `Alert ${given.text('incident_key')}`],
        description: given.text('details'),
        identity: given.text('incident_key') ?? contentKey([given.text('description'), given.text('client')]),
        labels: labelsOf({ client: given.text('client') }, given.record('details')),
        url: [given.text('client_url'), ...contexts.map((context) => context.text('href'))],
      }),
    ];
  },
  answers: [
    {
      status: 200,
      description: 'It is on disk',
      schema: z.object({ status: z.literal('success'), message: z.string(), incident_key: z.string().optional() }),
    },
    invalidEventAnswer,
  ],
  answer([receipt], { body }) {
    const key = receipt?.fingerprint ?? labelValue(body, 'incident_key');
    return { status: 200, body: { status: 'success', message: 'Event processed', incident_key: key } };
  },
  refusal: invalidEvent,
};
