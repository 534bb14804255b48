import { expect, it } from 'vitest';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { type Integration, withIntegration } from '../../../src/domain/alerts/integration.ts';

const now = new Date('2026-03-09T09:00:00Z');
const integration: Integration = {
  id: 'kuma-shop',
  sender: 'uptime-kuma',
  service: 'shop',
  severity: 'sev2',
  labels: [
    { name: 'env', value: 'prod' },
    { name: 'team', value: 'a' },
  ],
  resolveAfterMs: 60_000,
};
const alert: Alert = { source: 'uptime-kuma', status: 'firing', title: 'Shop is down', fingerprint: '1', labels: [] };

it('adds what an alert does not say itself', () => {
  expect(withIntegration(alert, integration, now)).toEqual({
    ...alert,
    service: 'shop',
    severity: 'sev2',
    labels: integration.labels,
    endsAt: new Date('2026-03-09T09:01:00Z'),
  });
});

it('leaves alone what the alert says itself', () => {
  const own: Alert = {
    ...alert,
    service: 'checkout',
    severity: 'sev1',
    labels: [{ name: 'team', value: 'b' }],
    endsAt: now,
  };
  expect(withIntegration(own, integration, now)).toEqual({
    ...own,
    labels: [
      { name: 'team', value: 'b' },
      { name: 'env', value: 'prod' },
    ],
  });
});

it('gives no end to what is over, and nothing at all without an integration', () => {
  expect(withIntegration({ ...alert, status: 'resolved' }, integration, now).endsAt).toBeUndefined();
  expect(withIntegration(alert, undefined, now)).toBe(alert);
});
