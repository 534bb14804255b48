import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAccess } from '../../../../adapters/http/access.ts';
import { fixture, openDoor } from '../door.ts';
import { alertsOf, changed, fieldsOf, labelsOf, send } from './sending.ts';

const path = '/v1/alerts/github-actions';

it('reads a run that failed, and that the next one did not under the same key', async () => {
  const [failed] = await alertsOf('github-actions-failure', path);
  expect(failed).toMatchObject({
    source: 'github-actions',
    status: 'firing',
    title: 'Deploy failed on example/shop main',
    description: 'Charge the card once\nRun 562, attempt 1',
    url: 'https://github.com/example/shop/actions/runs/30433642',
    startsAt: new Date('2026-01-15T11:41:08Z'),
  });
  expect(labelsOf(failed)).toMatchObject({ repository: 'example/shop', branch: 'main', actor: 'alice' });
  const [succeeded] = await alertsOf('github-actions-success', path);
  expect(succeeded).toMatchObject({ status: 'resolved', fingerprint: failed?.fingerprint });
});

it.each([
  ['repository.full_name', 'example/other'],
  ['workflow_run.workflow_id', 2],
  ['workflow_run.head_branch', 'release'],
])('another %s is another alert', async (field, value) => {
  const [failed] = await alertsOf('github-actions-failure', path);
  const { alerts } = await send(path, changed('github-actions-failure', field, value));
  expect(alerts).toHaveLength(1);
  expect(alerts[0]?.fingerprint).not.toBe(failed?.fingerprint);
});

it.each([
  ['action', 'requested', 0],
  ['workflow_run.conclusion', 'cancelled', 0],
  ['workflow_run.conclusion', 'timed_out', 1],
  ['workflow_run.event', 'pull_request', 0],
  ['workflow_run.event', 'pull_request_target', 0],
  ['workflow_run.event', 'merge_group', 0],
  ['workflow_run.conclusion', 'startup_failure', 1],
  ['workflow_run.conclusion', 'action_required', 0],
  ['workflow_run.head_branch', null, 1],
])('%s %s makes %i', async (field, value, count) => {
  const { status, alerts } = await send(path, changed('github-actions-failure', field, value));
  expect([status, alerts.length]).toEqual([202, count]);
});

it('hears of the branches that the address names, and of other events nothing', async () => {
  expect((await send(`${path}?branch=release&branch=main`, run)).alerts).toHaveLength(1);
  expect((await send(`${path}?branch=release`, run)).alerts).toEqual([]);
  const ping = await send(path, { zen: 'Keep it logically awesome.' }, { headers: { 'x-github-event': 'ping' } });
  expect([ping.status, ping.alerts]).toEqual([202, []]);
});

it('reads the form that GitHub posts unless told otherwise, signed as it came', async () => {
  const form = new URLSearchParams({ payload: run }).toString();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-github-event': 'workflow_run',
    'x-hub-signature-256': `sha256=${createHmac('sha256', 'secret').update(form).digest('hex')}`,
  };
  const { status, alerts } = await send(`${path}?token=secret`, form, { headers });
  expect([status, alerts]).toMatchObject([202, [{ title: 'Deploy failed on example/shop main' }]]);
});

const run = fixture('github-actions-failure');
const signed = (secret: string) => ({
  'x-github-event': 'workflow_run',
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(run).digest('hex')}`,
});

describe('the secret', () => {
  it.each<[string, string, Record<string, string>, number]>([
    ['is a token', run, signed('right'), 202],
    ['is none', run, signed('wrong'), 401],
    ['is good for reading alone', run, signed('reads-only'), 403],
    ['was for another body', `${run} `, signed('right'), 401],
    ['signs nothing', run, { 'x-hub-signature-256': 'sha256=' }, 401],
    ['is not there', run, {}, 401],
  ])('%s', async (_, body, headers, status) => {
    const tokens = [
      { name: 'other', token: 'another' },
      { name: 'github', token: 'right' },
      { name: 'reader', token: 'reads-only', scopes: ['read' as const] },
    ];
    const { routes, desk } = openDoor({ access: createAccess(tokens) });
    const request = new Request(`http://127.0.0.1:3000${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    expect((await routes.handle(request, { address: '203.0.113.7' })).status).toBe(status);
    expect(desk.alerts).toHaveLength(status === 202 ? 1 : 0);
  });

  it('is checked too where the token is in the address', async () => {
    expect((await send(`${path}?token=secret`, run, { headers: signed('secret') })).status).toBe(202);
    const { status, alerts } = await send(`${path}?token=secret`, run, { headers: signed('other') });
    expect([status, alerts]).toEqual([401, []]);
  });
});

it.each<[string, unknown]>([
  ['action', undefined],
  ['workflow_run.workflow_id', undefined],
  ['workflow_run.updated_at', 'noon'],
  ['workflow_run.updated_at', '2026-01-15T14:00:00Z'],
  ['repository.full_name', undefined],
])('takes the page with %s as %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('github-actions-failure', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing' }]]);
});

it.each<[string, unknown]>([['workflow_run', undefined]])('refuses %s as %s', async (field, value) => {
  const answer = await send(path, changed('github-actions-failure', field, value));
  expect([answer.status, fieldsOf(answer), answer.alerts]).toEqual([400, [field], []]);
});
