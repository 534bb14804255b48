import { z } from 'zod';
import { type Alert, alertLimits, fingerprintOf } from '../../../src/domain/alerts/alert.ts';
import { severities } from '../../../src/domain/severity.ts';
import { oneLine } from '../../../src/lib/text.ts';
import {
  alertFrom,
  dateWithZone,
  labelsOf,
  parse,
  record,
  refuseFuture,
  SERVICE_CHARACTERS,
  webUrl,
} from '../fields.ts';
import type { Sender } from '../sender.ts';

const ALERTS_AT_ONCE = 1_000;
const NO_URL = `Expected an address with https:// or http://, of at most ${alertLimits.url} characters.`;

const labels = record
  .superRefine((value, context) => {
    const entries = Object.entries(value);
    const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message, input: value });
    if (entries.length > alertLimits.labels) return say([], `At most ${alertLimits.labels} labels.`);
    for (const [name, text] of entries) {
      if (!oneLine(name)) say([name], 'A label needs a name.');
      else if (name.length > alertLimits.labelName)
        say([name], `A name has at most ${alertLimits.labelName} characters.`);
      if (typeof text !== 'string') say([name], 'Expected text.');
      else if (text.length > alertLimits.labelValue)
        say([name], `A value has at most ${alertLimits.labelValue} characters.`);
    }
  })
  .meta({
    description: 'By these routes say which service it belongs to',
    override: {
      type: 'object',
      maxProperties: alertLimits.labels,
      propertyNames: { minLength: 1, maxLength: alertLimits.labelName },
      additionalProperties: { type: 'string', maxLength: alertLimits.labelValue },
    },
  });

const key = z
  .string()
  .trim()
  .min(1, 'Expected text, or leave it out.')
  .max(alertLimits.fingerprint)
  .meta({ description: 'What makes it the same alert when it comes again; absent: the rest of what it says' });

const alert = z
  .strictObject({
    title: z
      .string()
      .refine((text) => oneLine(text) !== '', 'Expected what is wrong, in one line.')
      .meta({ description: `What is wrong, in one line; cut after ${alertLimits.title} characters`, minLength: 1 }),
    service: z
      .string()
      .trim()
      .min(1, 'Expected the id of a service, or leave it out.')
      .max(SERVICE_CHARACTERS)
      .optional()
      .meta({ description: 'The id of a service; absent: the routes tell' }),
    severity: z
      .enum(severities, 'Expected sev1, sev2, sev3 or sev4.')
      .optional()
      .meta({ description: 'Absent: that of the route or the service' }),
    key: key.optional(),
    fingerprint: key
      .optional()
      .meta({ description: 'Another name for `key`; one of the two at most', deprecated: true }),
    status: z
      .enum(['firing', 'resolved'], 'Expected firing or resolved.')
      .optional()
      .meta({ description: 'firing unless it is said' }),
    labels: labels.optional(),
    url: z
      .string()
      .refine((text) => webUrl(text) !== undefined, NO_URL)
      .optional()
      .meta({ description: 'Where to look: https or http', format: 'uri', maxLength: alertLimits.url }),
    description: z
      .string()
      .optional()
      .meta({ description: `What is known; cut after ${alertLimits.description} characters` }),
    startsAt: dateWithZone
      .optional()
      .meta({ description: 'Since when; not before 2000 and not more than an hour ahead' }),
  })
  .refine((said) => !said.key || !said.fingerprint || said.key === said.fingerprint, {
    path: ['fingerprint'],
    error: 'This is another name for key: give one of them.',
  })
  .meta({ id: 'Alert' });

const alerts = z
  .array(alert)
  .min(1, 'Expected at least one alert.')
  .max(ALERTS_AT_ONCE, 'At most 1000 alerts at once.');

/** What may be posted, for the document: read is one or the other, so that what is wrong is told of the right one. */
export const alertBody = z.union([alert, alerts]);

/**
 * Tocsin's own shape, for scripts: one alert or an array. The strict one; what does not fit is refused by name, since
 * whoever wrote it is there to read it.
 */
export const api: Sender = {
  name: 'api',
  label: 'Tocsin',
  about: 'Tocsin’s own shape.',
  read({ body, now }) {
    const many = Array.isArray(body);
    const said = many ? parse(alerts, body) : [parse(alert, body)];
    refuseFuture(
      now,
      said.map(({ startsAt }, index) => [many ? `[${index}].startsAt` : 'startsAt', startsAt]),
    );
    return said.map(read);
  },
};

function read(said: z.infer<typeof alert>): Alert {
  const labels = labelsOf(said.labels);
  return alertFrom('api', {
    status: said.status ?? 'firing',
    title: [said.title],
    description: said.description,
    // Without a key the same words are the same alert.
    same: said.key ?? said.fingerprint ?? fingerprintOf([oneLine(said.title), said.service ?? ''], labels),
    service: said.service,
    severity: said.severity,
    labels,
    url: [said.url],
    startsAt: said.startsAt,
  });
}
