import { afterEach, expect, it } from 'vitest';
import { createChecker } from '../../../adapters/checks/checker.ts';
import type { Check, Finding } from '../../../src/domain/checks/check.ts';
import { checkAlert, monitorFrom } from '../../../src/domain/checks/state.ts';
import { httpServer, type Listening } from './servers.ts';

const open: Listening[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** In the shape of https://www.githubstatus.com/api: Statuspage’s own. */
function summary(statuses: Readonly<Record<string, string>>, incidents: readonly object[] = []) {
  const components = Object.entries(statuses).map(([name, status], at) => ({
    id: `c${at}`,
    name,
    status,
    group: false,
  }));
  return {
    page: { id: '1', name: 'OpenAI', url: 'https://status.openai.com' },
    components: [{ id: 'g', name: 'All', status: 'major_outage', group: true, components: ['c0'] }, ...components],
    incidents,
    status: { indicator: 'none', description: 'All Systems Operational' },
  };
}

async function page(body: unknown, status = 200): Promise<string> {
  const server = await httpServer((request, response) => {
    response.statusCode = request.url === '/api/v2/summary.json' ? status : 404;
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  open.push(server);
  return `http://127.0.0.1:${server.port}/`;
}

function checkOf(url: string, components?: readonly string[]): Check {
  const probe = { kind: 'statusPage', url, ...(components && { components }) } as const;
  return { id: 'openai', probe, everyMs: 60_000, timeoutMs: 30_000, failures: 2 };
}

async function ask(body: unknown, components?: readonly string[], status?: number): Promise<string> {
  const finding: Finding = await createChecker().run(checkOf(await page(body, status), components));
  return finding.ok ? 'it is well' : finding.reason;
}

it('is well while the components work or are maintained as planned', async () => {
  expect(await ask(summary({ API: 'operational', Console: 'under_maintenance' }))).toBe('it is well');
});

it('says who it is, which component, what is wrong and where they write of it', async () => {
  const incidents = [{ name: 'Elevated error rates', shortlink: 'https://stspg.io/abc' }];
  expect(await ask(summary({ API: 'major_outage', Console: 'operational' }, incidents))).toBe(
    'it is OpenAI: API has a major outage (Elevated error rates, https://stspg.io/abc)',
  );
  const many = { A: 'degraded_performance', B: 'partial_outage', C: 'major_outage', D: 'major_outage' };
  expect(await ask(summary(many))).toBe(
    'it is OpenAI: A is degraded, B has a partial outage, C has a major outage and 1 more',
  );
});

it('looks at the components that the file names only', async () => {
  const given = summary({ API: 'operational', Sora: 'major_outage' });
  expect(await ask(given, ['api'])).toBe('it is well');
  expect(await ask(given, ['Sora'])).toBe('it is OpenAI: Sora has a major outage');
  expect(await ask(given, ['Batch'])).toBe('the status page of openai has no component “Batch”');
});

it('says what is wrong with a page that is none', async () => {
  const none = 'the status page of openai has no /api/v2/summary.json that Statuspage would write';
  expect(await ask('<html>')).toBe(none);
  expect(await ask({})).toBe(none);
  expect(await ask({}, undefined, 503)).toBe('the status page of openai answered 503');
});

it('makes an alert that leads to the page', () => {
  const now = new Date('2026-01-15T12:00:00Z');
  const check = checkOf('https://status.openai.com');
  const last = { at: now, probe: '', reason: 'it is OpenAI: API has a major outage' };
  const state = { ...monitorFrom('openai', now), last, bad: { count: 2, since: now } };
  expect(checkAlert(check, state, 'firing')).toMatchObject({
    status: 'firing',
    title: 'it is OpenAI: API has a major outage',
    url: 'https://status.openai.com/',
  });
  expect(checkAlert(check, { ...state, bad: undefined } as never, 'resolved')).toMatchObject({
    status: 'resolved',
    fingerprint: 'openai',
  });
});
