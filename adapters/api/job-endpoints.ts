import { z } from 'zod';
import { jobJson, jobsQuery, jobToJson, jobToRun } from '../../src/schemas/job.ts';
import { pageJson, pageToJson } from '../../src/schemas/page.ts';
import { actorFor, defineEndpoint, type Endpoint } from './endpoint.ts';

/** The endpoints of `/v1/jobs`. */
export const jobEndpoints: readonly Endpoint[] = [
  defineEndpoint({
    method: 'GET',
    path: '/v1/jobs',
    id: 'listJobs',
    summary: 'List recurring jobs with their next and latest runs',
    tag: 'Recurring jobs',
    scope: 'read',
    query: jobsQuery,
    gives: { status: 200, description: 'All of them on one page', schema: pageJson(jobJson) },
    run: async ({ api, query }) => pageToJson({ items: await api.jobs.list(query.by) }, jobToJson),
  }),
  defineEndpoint({
    method: 'POST',
    path: '/v1/jobs/{name}/run',
    id: 'runJob',
    summary: 'Begin a run of a recurring job now, and do not wait for its end',
    tag: 'Recurring jobs',
    scope: 'write',
    query: z.strictObject({}),
    body: jobToRun,
    gives: { status: 202, description: 'It was begun, or was before under the same key', schema: jobJson },
    run: async ({ api, name, body, idempotencyKey, ...call }) =>
      jobToJson(await api.jobs.run(name, actorFor(body.by, call), idempotencyKey)),
  }),
];
