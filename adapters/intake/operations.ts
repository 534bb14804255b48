import { z } from 'zod';
import type { ErrorStatus, Operation } from '../../src/schemas/operation.ts';
import { acceptedJson } from './accepted.ts';
import { integrationOperations } from './integration-operations.ts';
import type { Sender } from './sender.ts';
import { alertBody, api } from './senders/api.ts';
import { senders as allSenders } from './senders/index.ts';

const errors: readonly ErrorStatus[] = [400, 401, 403, 405, 413, 415, 429, 500, 503];

const shared = {
  method: 'POST',
  tag: 'Alerts',
  scope: 'alerts',
  tokenAlso: ['header', 'basic', 'query'],
  idempotencyKey: { maxLength: 200, pattern: '^[\\x20-\\x7e]+$' },
  errors,
} as const;

const accepted = { status: 202, description: 'They are on disk', schema: acceptedJson } as const;

const generic: Operation = {
  ...shared,
  path: '/v1/alerts',
  id: 'postAlerts',
  summary: 'Alerts in Tocsin’s own shape: one, or an array of up to 1,000',
  about:
    'An optional field that does not fit is left out and named under `ignored`, an unusable entry of an array under ' +
    '`refused`; a request of which nothing is usable is refused. The same alert again only counts. ' +
    'The body may be packed: gzip, deflate or br, and at most 8 MiB packed and unpacked.',
  body: { required: true, type: 'application/json', schema: alertBody },
  answers: [accepted],
};

const ofIntegration: Operation = {
  ...shared,
  path: '/v1/integrations/{name}',
  id: 'postAlertsOfIntegration',
  summary: 'Alerts of an integration of the file, in the shape of its sender',
  about: 'The integration says which service and severity they get where they name none, and when they end.',
  pathValues: z.object({ name: z.string().meta({ description: 'As under `integrations` in the file' }) }),
  body: {
    required: true,
    type: 'application/json',
    schema: z.unknown().meta({ description: 'As the sender of the integration posts it' }),
  },
  answers: [accepted],
  errors: [...errors, 404],
};

/** The operations of `POST /v1/alerts`, of the path of each sender below it, and of the configured integrations. */
export const intakeOperations: readonly Operation[] = [
  generic,
  ofIntegration,
  ...integrationOperations,
  ...allSenders.flatMap((sender) => (sender === api ? [alias(sender)] : ofSender(sender))),
];

function alias({ name }: Sender): Operation {
  const summary = 'The same as `/v1/alerts`';
  return { ...generic, path: `/v1/alerts/${name}`, id: 'postAlertsAlias', summary };
}

/** Returns the operations of one sender: posting to its path, other methods, and the paths of its own API. */
function ofSender(sender: Sender): readonly Operation[] {
  const { name, label, about, documentation, paths = [], methods = [], operations } = sender;
  const own = paths.map((path) => `\`${path.replace('/*', '/…')}\``).join(' and ');
  const answers = sender.answers ?? [accepted];
  const id = `postAlertsOf${name.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase())}`;
  const posted: Operation = {
    ...shared,
    path: `/v1/alerts/${name}`,
    id,
    summary: `Alerts as ${label} posts them`,
    about: own ? `${about} The paths of its own API lead here as well: ${own}.` : about,
    ...(documentation && { documentation }),
    body: {
      required: true,
      type: 'application/json',
      schema: z.unknown().meta({ description: `As ${label} posts it; fields that are not needed may be anything` }),
    },
    answers,
    errors: [...errors, 404],
  };
  if (operations)
    return [posted, ...operations.map((one) => ({ ...shared, ...one, errors: [...errors, 404] as const }))];
  const { body: _body, ...asked } = posted;
  const others = methods.filter((method) => method !== 'POST');
  return [
    posted,
    ...others.map((method) => ({
      ...asked,
      method,
      id: `${id}By${method[0]}${method.slice(1).toLowerCase()}`,
      summary: `The same by ${method}, with the fields in the query`,
    })),
  ];
}
