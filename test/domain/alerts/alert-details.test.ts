import { expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { bytesOfDetails, keptDetails, shownLinks } from '../../../src/domain/alerts/alert-details.ts';

const alert = (more: Partial<Alert>): Alert => ({
  source: 'alertmanager',
  status: 'firing',
  title: 'Disk is full',
  fingerprint: 'disk',
  labels: [],
  ...more,
});

it('keeps labels, links and the value of an alert as they are while they are short', () => {
  const details = {
    labels: [
      { name: 'instance', value: 'db-1:9100' },
      { name: 'mountpoint', value: '/var' },
    ],
    links: [
      { kind: 'source', url: 'https://prometheus.example.org/graph' },
      { kind: 'runbook', url: 'https://runbooks.example.org/disk' },
    ],
    value: '93.1 %',
  } as const;
  expect(keptDetails(alert(details))).toEqual(details);
});

it('keeps no more than a bounded part of labels and links, whatever a sender puts there', () => {
  const labels = Array.from({ length: 100 }, (_, index) => ({ name: `label-${index}`, value: '字'.repeat(2_000) }));
  const links = (['source', 'panel', 'runbook', 'silence'] as const).map((kind) => ({
    kind,
    url: `https://example.org/${kind}/${'x'.repeat(900)}`,
  }));
  const kept = keptDetails(alert({ labels: [...labels, { name: 'host', value: 'db-1' }], links }));
  expect(bytesOfDetails(kept)).toBeLessThan(3_400);
  expect(kept.labels?.length).toBeGreaterThan(0);
  // What still fits is kept, though longer ones before it did not.
  expect(kept.labels?.at(-1)).toEqual({ name: 'host', value: 'db-1' });
});

it('leaves out an address that is too long, for half an address leads nowhere', () => {
  const links = [
    { kind: 'source', url: `https://example.org/${'x'.repeat(1_500)}` },
    { kind: 'runbook', url: 'https://runbooks.example.org/disk' },
  ] as const;
  expect(keptDetails(alert({ links })).links).toEqual([links[1]]);
});

it('shows at most four links, each address once, and a panel in place of its dashboard', () => {
  const to = (kind: 'source' | 'panel' | 'dashboard' | 'runbook' | 'silence', url = `https://example.org/${kind}`) => ({
    kind,
    url,
  });
  const kinds = ['silence', 'runbook', 'dashboard', 'panel', 'source'] as const;
  expect(shownLinks(kinds.map((kind) => to(kind))).map(({ kind }) => kind)).toEqual([
    ...['source', 'panel', 'runbook', 'silence'],
  ]);
  expect(shownLinks([to('source'), to('runbook', 'https://example.org/source')])).toEqual([to('source')]);
});
