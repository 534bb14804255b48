import { afterEach, beforeEach, expect, it } from 'vitest';
import { platformRules } from '../../src/application/delivery/rate-limits/limits.ts';
import { createRateLimiter } from '../../src/application/delivery/rate-limits/rate-limiter.ts';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import { sampleDirectory } from '../harness/directory.ts';
import {
  alert,
  card,
  directory,
  field,
  minute,
  opens,
  pages,
  receive,
  reopens,
  resolved,
  slack,
  stage,
  timeline,
} from './alert-stage.ts';

beforeEach(() => opens());
afterEach(() => stage.close());

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
  await reopens(directory(), { rateLimiter: createRateLimiter(platformRules) });
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
