import { defined } from '../../src/lib/defined.ts';
import { onCallJson, onCallToJson, shiftJson, shiftToJson } from '../../src/schemas/on-call.ts';
import { pageJson, pageToJson } from '../../src/schemas/page.ts';
import { onCallQuery, schedulePath, shiftsQuery } from '../../src/schemas/requests.ts';
import { defineEndpoint, type Endpoint } from './endpoint.ts';

/** The endpoints of `/v1/oncall` and `/v1/schedules`. */
export const onCallEndpoints: readonly Endpoint[] = [
  defineEndpoint({
    method: 'GET',
    path: '/v1/oncall',
    id: 'onCall',
    summary: 'Who is on call, and who is next',
    tag: 'On call',
    scope: 'read',
    query: onCallQuery,
    gives: {
      status: 200,
      description: 'Each schedule, or whom the service’s policy names; all on one page',
      schema: pageJson(onCallJson),
    },
    run: async ({ api, query: { by, ...asked } }) =>
      pageToJson({ items: await api.onCall(defined(asked), by) }, onCallToJson),
  }),
  defineEndpoint({
    method: 'GET',
    path: '/v1/schedules/{name}/shifts',
    id: 'listShifts',
    summary: 'List the shifts of a schedule in a period, cut to it, with the time off of their people',
    tag: 'On call',
    scope: 'read',
    query: shiftsQuery,
    pathValues: schedulePath,
    gives: { status: 200, description: 'In order, on one page; a gap has none', schema: pageJson(shiftJson) },
    run: async ({ api, name, query: { by, ...asked } }) => {
      const items = await api.shifts({ schedule: name, ...defined(asked) }, by);
      return pageToJson({ items }, (shift) => shiftToJson(name, shift));
    },
  }),
];
