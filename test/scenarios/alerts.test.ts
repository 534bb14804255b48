import { afterEach, beforeEach, expect, it } from 'vitest';
import { platformRules } from '../../src/application/delivery/rate-limits/limits.ts';
import { createRateLimiter } from '../../src/application/delivery/rate-limits/rate-limiter.ts';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { AlertRules } from '../../src/domain/alerts/rules.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

const minute = 60_000;
let slack: ChatDouble;
let stage: Stage;

function directory(rules?: AlertRules, changes: Partial<Directory> = {}): Directory {
  const base = sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: {} }, ...changes });
  const checkout = { ...base.services.get('checkout')!, ...(rules && { alerts: rules }) };
  return { ...base, services: new Map([...base.services, ['checkout', checkout]]) };
}

async function opens(given = directory()) {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], given);
}

beforeEach(() => opens());
afterEach(() => stage.close());

async function reopens(given: Directory) {
  await stage.close();
  await opens(given);
}

function alert(changes: Partial<Alert> = {}): Alert {
  return {
    source: 'alertmanager',
    status: 'firing',
    title: 'High latency',
    fingerprint: 'latency',
    service: 'checkout',
    labels: [{ name: 'alertname', value: 'HighLatency' }],
    ...changes,
  };
}

async function receive(...alerts: Alert[]) {
  const receipts = await stage.tocsin.alerts.receive(alerts);
  await stage.tocsin.idle();
  return receipts.map(({ incident }) => incident);
}
const resolved = { status: 'resolved' } as const;
const pages = () => slack.posted.filter(({ ref }) => ref.at.kind === 'person').length;
const card = (number: number) =>
  slack.inChannel('C1').find(({ message }) => message.title?.startsWith(`#${number} `))?.message;
const field = (number: number, label: string) => card(number)?.fields?.find((one) => one.label === label)?.value;
const timeline = async (number: number) => {
  const incident = await stage.store.byNumber(number);
  return (await stage.store.timeline(incident!.id)).map(({ event }) => event.type);
};

it('begins an incident for an alert and pages whoever is on call', async () => {
  expect(await receive(alert({ severity: 'sev1', url: 'https://prom.example.org/g' }))).toEqual([1]);
  expect(pages()).toBe(1);
  expect(card(1)?.title).toBe('#1 High latency');
  expect(card(1)?.links?.map(({ url }) => url)).toContain('https://prom.example.org/g');
  expect(card(1)?.body).toContain('alertname: HighLatency');
  expect(field(1, 'Declared')).toBe('by an alert from alertmanager');
  expect(field(1, 'Severity')).toBe('sev1');
  expect((await stage.says('alice', 'timeline 1')).body ?? '').toContain('Alert from alertmanager (sev1)');
});

it('counts the same alert posted again, and changes nothing else', async () => {
  await receive(alert());
  expect(await receive(alert())).toEqual([1]);
  expect(await receive(alert(), alert())).toEqual([1, 1]);
  expect(pages()).toBe(1);
  expect(field(1, 'Alerts')).toBe('firing · received 4 times');
  expect(await timeline(1)).toEqual(['declared', 'escalated', 'paged']);
});

it('does nothing at all for what comes again under the same Idempotency-Key', async () => {
  const once = () => stage.tocsin.alerts.receive([alert(), alert({ fingerprint: 'other', title: 'Other' })], 'post-1');
  expect((await once()).map(({ incident }) => incident)).toEqual([1, 2]);
  expect((await once()).map(({ incident }) => incident)).toEqual([1, 2]);
  await stage.tocsin.idle();
  expect(field(1, 'Alerts')).toBeUndefined();
  await stage.says('alice', 'resolve 1');
  expect((await once()).map(({ incident }) => incident)).toEqual([1, 2]);
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  expect(await stage.store.byNumber(3)).toBeUndefined();
});

it('resolves with its alert, and pages nobody any more', async () => {
  await receive(alert());
  expect(await receive(alert(resolved))).toEqual([1]);
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  await stage.passes(60);
  expect(pages()).toBe(1);
  expect(field(1, 'State')).toBe('Resolved automatically by alertmanager');
  expect(await receive(alert(resolved), alert({ ...resolved, fingerprint: 'never seen' }))).toEqual([
    undefined,
    undefined,
  ]);
});

it('leaves the incident open where the service wants people to resolve it', async () => {
  await reopens(directory({ group: 'fingerprint', autoResolve: false }));
  await receive(alert());
  await receive(alert(resolved));
  expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  expect(field(1, 'Alerts')).toBe('resolved');
});

it('groups by labels: one page, all alerts shown, resolved when the last one is', async () => {
  await reopens(directory({ group: ['alertname'], autoResolve: true }));
  const on = (host: string, changes: Partial<Alert> = {}) =>
    alert({ fingerprint: host, title: `Latency on ${host}`, ...changes });
  expect(await receive(on('web-1'))).toEqual([1]);
  expect(await receive(on('web-2'), on('web-3'))).toEqual([1, 1]);
  expect(pages()).toBe(1);
  expect(field(1, 'Alerts')).toBe('3 of 3 firing');
  expect(field(1, 'Latest')?.split('\n')).toHaveLength(3);
  await receive(on('web-1', resolved), on('web-3', resolved));
  expect(field(1, 'Alerts')).toBe('1 of 3 firing');
  expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  await receive(on('web-2', resolved));
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  expect(await timeline(1)).toEqual(['declared', 'escalated', 'paged', 'alerted', 'alerted', 'alerted', 'resolved']);
});

it('makes it as bad as the worst of its alerts', async () => {
  await reopens(directory({ group: 'service', autoResolve: true }));
  await receive(alert({ severity: 'sev3' }));
  await receive(alert({ severity: 'sev1', fingerprint: 'down', title: 'Down' }));
  await receive(alert({ severity: 'sev4', fingerprint: 'slow', title: 'Slow' }));
  expect((await stage.store.byNumber(1))?.severity).toBe('sev1');
  expect(field(1, 'Severity')).toBe('sev1');
});

it('begins another incident once the window is over, and still resolves the first with its own alert', async () => {
  await reopens(directory({ group: 'service', windowMs: 10 * minute, autoResolve: true }));
  await receive(alert({ fingerprint: 'a', title: 'A' }));
  await stage.passes(11);
  expect(await receive(alert({ fingerprint: 'a', title: 'A' }))).toEqual([1]);
  expect(await receive(alert({ fingerprint: 'b', title: 'B' }))).toEqual([2]);
  expect(await receive(alert({ ...resolved, fingerprint: 'a' }))).toEqual([1]);
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  expect((await stage.store.byNumber(2))?.state).toBe('triggered');
});

it('pages only after enough alerts within the time', async () => {
  const rules: AlertRules = { group: 'service', autoResolve: true, pageAfter: { alerts: 3, withinMs: 5 * minute } };
  await reopens(directory(rules));
  await receive(alert());
  await stage.passes(4);
  await receive(alert());
  expect(pages()).toBe(0);
  expect(field(1, 'Alerts')).toContain('paging starts after 3 alerts within 5 minutes');
  await stage.passes(2);
  await receive(alert());
  expect(pages()).toBe(0);
  await receive(alert({ fingerprint: 'another' }));
  expect(pages()).toBe(1);
  expect(await timeline(1)).toEqual([
    'declared',
    'waiting-for-alerts',
    'alerted',
    'enough-alerts',
    'escalated',
    'paged',
  ]);
  await receive(alert());
  expect(pages()).toBe(1);
});

it('goes on with the same incident when its alert fires again at once, and notices that it flaps', async () => {
  await receive(alert());
  await stage.passes(1);
  await receive(alert(resolved));
  await stage.passes(1);
  expect(await receive(alert())).toEqual([1]);
  expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  expect(pages()).toBe(2);
  await receive(alert(resolved));
  await stage.passes(1);
  expect(await receive(alert())).toEqual([1]);
  expect(field(1, 'Flapping')).toContain('“High latency” keeps firing and resolving');
  await receive(alert(resolved));
  expect((await stage.store.byNumber(1))?.state).toBe('triggered');
  expect((await timeline(1)).filter((type) => type === 'flapping')).toHaveLength(1);
});

it('begins a new incident when the last one was resolved long ago, or by a person', async () => {
  await receive(alert());
  await receive(alert(resolved));
  await stage.passes(16);
  expect(await receive(alert())).toEqual([2]);
  await stage.says('alice', 'resolve 2');
  expect(await receive(alert())).toEqual([3]);
  expect(pages()).toBe(3);
});

it('routes by labels: the first route that matches says service, severity, policy and title', async () => {
  const base = sampleDirectory();
  const night = {
    ...base.policies.get('default')!,
    id: 'night',
    levels: [{ page: [{ person: 'bob' }], escalateAfterMs: minute }],
  };
  await reopens(
    directory(undefined, {
      policies: new Map([...base.policies, ['night', night]]),
      routes: [
        {
          match: [
            { label: 'team', is: 'payments' },
            { label: 'alertname', is: /^High/ },
          ],
          service: 'checkout',
          severity: 'sev1',
        },
        {
          match: [{ label: 'env', is: ['stage', 'dev'] }],
          service: 'search',
          policy: 'night',
          title: '{{ alertname }} in {{env}}',
        },
      ],
    } as Partial<Directory>),
  );
  const { service: _named, ...unnamed } = alert();
  const labelled = (labels: Record<string, string>, fingerprint: string): Alert => ({
    ...unnamed,
    fingerprint,
    labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
  });
  await receive(labelled({ team: 'payments', alertname: 'HighLoad' }, '1'));
  await receive(labelled({ env: 'dev', alertname: 'Disk' }, '2'));
  await receive(labelled({ __proto__: 'x', 'a.b': '$1', alertname: 'Else' }, '3'));
  expect(await stage.store.byNumber(1)).toMatchObject({ service: 'checkout', severity: 'sev1' });
  expect(await stage.store.byNumber(2)).toMatchObject({ service: 'search', severity: 'sev3', title: 'Disk in dev' });
  expect(slack.pagesTo('U0BOB')).toHaveLength(1);
  await receive(labelled({ service: 'search' }, '4'));
  expect(await stage.store.byNumber(4)).toMatchObject({ service: 'search' });
  const third = await stage.store.byNumber(3);
  expect(third?.service).toBeUndefined();
  expect(third?.escalation?.policy.id).toBe('default');
});

it('makes one incident of a storm, and edits its card at most once a second', async () => {
  await stage.close();
  slack = new ChatDouble('slack');
  stage = await openStage([slack], directory(), { rateLimiter: createRateLimiter(platformRules) });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 10_000 }, (_, n) =>
      stage.tocsin.alerts.receive([alert({ title: `High latency ${n}` })]).then(([receipt]) => receipt?.incident),
    ),
  ).then((numbers) => expect(new Set(numbers)).toEqual(new Set([1])));
  await stage.tocsin.idle();
  const seconds = (performance.now() - began) / 1000;
  expect(await stage.store.byNumber(2)).toBeUndefined();
  expect(slack.inChannel('C1')).toHaveLength(1);
  expect(slack.inChannel('C1')[0]!.edits).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  expect(pages()).toBe(1);
  expect(field(1, 'Alerts')).toBe('firing · received 10,000 times');
});

it('makes one incident of the same alert on two processes at once, and loses none of the counts', async () => {
  const other = stage.replica();
  const posts = Array.from({ length: 60 }, (_, n) => (n % 2 ? other : stage.tocsin).alerts.receive([alert()]));
  const numbers = (await Promise.all(posts)).flat().map(({ incident }) => incident);
  await Promise.all([stage.tocsin.idle(), other.idle()]);
  expect(new Set(numbers).size).toBe(1);
  expect((await stage.store.load((await stage.store.byNumber(numbers[0]!))!.id))?.alerts?.received).toBe(60);
  expect(pages()).toBe(1);
});

it('finds the last incident of an alert after a restart, however many there were', async () => {
  for (let round = 0; round < 5; round += 1) {
    await receive(alert());
    await stage.says('alice', `resolve ${round + 1}`);
  }
  const restarted = stage.replica();
  const [receipt] = await restarted.alerts.receive([alert()]);
  await restarted.idle();
  expect(receipt?.incident).toBe(6);
  const [again] = await stage.replica().alerts.receive([alert()]);
  expect(again?.incident).toBe(6);
});

it('tells the sender to come again when the database is away, and has kept nothing', async () => {
  const commit = stage.store.commit;
  Object.assign(stage.store, {
    commit: async () => {
      throw new StoreUnavailable(new Error('away'));
    },
  });
  await expect(stage.tocsin.alerts.receive([alert()])).rejects.toBeInstanceOf(StoreUnavailable);
  Object.assign(stage.store, { commit });
  expect(await receive(alert())).toEqual([2]);
  expect(field(2, 'Alerts')).toBeUndefined();
});

it('counts all alerts of a group, lists the latest, and is resolved by the last of them', async () => {
  await reopens(directory({ group: 'service', autoResolve: true }));
  const many = Array.from({ length: 130 }, (_, n) => alert({ fingerprint: `host-${n}`, title: `Latency on ${n}` }));
  await receive(...many);
  await receive(...many);
  expect(field(1, 'Alerts')).toBe('130 of 130 firing · received 260 times');
  await receive(...many.map((one) => ({ ...one, ...resolved })));
  expect((await stage.store.byNumber(1))?.state).toBe('resolved');
  expect(pages()).toBe(1);
});
