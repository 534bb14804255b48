import { z } from 'zod';
import { momentJson } from '../../src/schemas/incident.ts';
import type { ErrorStatus, Operation } from '../../src/schemas/operation.ts';

const incident = z
  .int()
  .min(1)
  .optional()
  .meta({ description: 'The number of the incident that its trouble began or joined' });
const all = z.null().meta({ description: 'Always: one page takes them all' });

const heartbeatJson = z
  .object({
    name: z.string(),
    status: z.enum(['ok', 'silent', 'failed']),
    beats: z.int().min(0).meta({ description: 'Counted for as long as it is in the file' }),
    lastBeat: momentJson.optional(),
    expectedBefore: momentJson.meta({ description: 'Without a beat before this it is silent' }),
    incident,
    everySeconds: z.number().min(0),
    graceSeconds: z.number().min(0),
  })
  .meta({ id: 'Heartbeat' });

const checkJson = z
  .object({
    name: z.string(),
    kind: z.enum(['http', 'tcp', 'tls', 'statusPage']),
    status: z
      .enum(['pending', 'ok', 'unsure', 'failing'])
      .meta({ description: 'pending: not asked yet; unsure: the last answer was bad, and not yet enough of them' }),
    lastRun: momentJson.optional(),
    reason: z.string().optional().meta({ description: 'What was wrong with the last answer' }),
    failuresInARow: z.int().min(0),
    nextRun: momentJson,
    incident,
  })
  .meta({ id: 'Check' });

const errors: readonly ErrorStatus[] = [400, 401, 403, 405, 413, 429, 500, 503];
const shared = { tag: 'Heartbeats and checks', tokenAlso: ['query'] } as const;
const pathValues = z.object({ name: z.string().meta({ description: 'Its id in the configuration file' }) });
const path = '/v1/heartbeats/{name}';

/** A cron job says `curl -fsS` or `wget --spider` at best: all three do the same. */
function eachWay(id: string, given: Pick<Operation, 'path' | 'summary' | 'about' | 'body'>): Operation[] {
  const { body, ...rest } = given;
  const operation = { ...shared, ...rest, scope: 'alerts', pathValues, errors: [...errors, 404] } as const;
  const answer = { status: 200, description: 'It is on disk' } as const;
  const withBody = { ...answer, schema: heartbeatJson };
  return [
    { ...operation, method: 'POST', id, ...(body && { body }), answers: [withBody] },
    { ...operation, method: 'GET', id: `${id}ByGet`, answers: [withBody] },
    { ...operation, method: 'HEAD', id: `${id}ByHead`, answers: [answer] },
  ];
}

export const monitorOperations: readonly Operation[] = [
  ...eachWay('beat', {
    path,
    summary: 'A beat of this heartbeat',
    about: 'Silence longer than its interval and grace begins an incident; the next beat resolves it.',
  }),
  ...eachWay('fail', {
    path: `${path}/fail`,
    summary: 'The job behind this heartbeat says that it failed',
    about: 'Begins an incident at once; the next beat resolves it.',
    body: {
      required: false,
      type: 'text/plain',
      schema: z
        .string()
        .meta({ description: 'What went wrong, such as the end of its log; of it the last 1,000 characters are kept' }),
    },
  }),
  {
    ...shared,
    method: 'GET',
    path: '/v1/heartbeats',
    id: 'listHeartbeats',
    summary: 'How it stands with each heartbeat',
    scope: 'read',
    answers: [
      {
        status: 200,
        description: 'In the order of the file',
        schema: z.object({ items: z.array(heartbeatJson), next: all }),
      },
    ],
    errors,
  },
  {
    ...shared,
    method: 'GET',
    path: '/v1/checks',
    id: 'listChecks',
    summary: 'The last result of each check',
    scope: 'read',
    answers: [
      {
        status: 200,
        description: 'In the order of the file',
        schema: z.object({ items: z.array(checkJson), next: all }),
      },
    ],
    errors,
  },
];
