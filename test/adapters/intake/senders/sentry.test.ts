import { afterEach, describe, expect, it } from 'vitest';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertsOf, labels } from '../alerts-of.ts';
import { closeDoors, fixture, post, serveDoor } from '../door.ts';

afterEach(closeDoors);

describe('Sentry', () => {
  it('reads an issue alert, and the end of the issue under the same key', async () => {
    const [fired] = await alertsOf('sentry-issue-alert', '/v1/alerts/sentry');
    expect(fired).toEqual({
      source: 'sentry',
      status: 'firing',
      title: 'ReferenceError: heck is not defined',
      description: '?(<anonymous>)',
      fingerprint: 'issue:1170820242',
      severity: 'sev2',
      labels: labels({
        project: 'front-end',
        level: 'error',
        platform: 'javascript',
        rule: 'Very Important Alert Rule!',
        browser: 'Chrome 75.0.3770',
        url: 'https://jsfiddle.net/mkrXP/1/',
      }),
      url: 'https://sentry.io/organizations/test-org/issues/1170820242/events/e4874d664c3540c1a32eab185f12c5ab/',
      startsAt: new Date('2026-01-15T11:06:17.677Z'),
    });
    const [resolved] = await alertsOf('sentry-issue-resolved', '/v1/alerts/sentry');
    expect(resolved).toMatchObject({ status: 'resolved', fingerprint: fired?.fingerprint });
  });

  it('reads a metric alert from its beginning to its end', async () => {
    const [fired] = await alertsOf('sentry-metric-alert', '/v1/alerts/sentry');
    expect(fired).toMatchObject({
      status: 'firing',
      title: 'Too many errors',
      fingerprint: 'metric:12',
      severity: 'sev1',
      labels: labels({ rule: 'Too many errors', environment: 'production', project: 'front-end' }),
    });
    const { url, desk } = await serveDoor();
    await post(`${url}/v1/alerts/sentry`, { ...JSON.parse(fixture('sentry-metric-alert')), action: 'resolved' });
    expect(desk.alerts).toMatchObject([{ status: 'resolved', fingerprint: 'metric:12' }]);
    expect(desk.alerts[0]).not.toHaveProperty('severity');
  });

  it('knows the project of an issue alert by the name that the issue has', async () => {
    const [fired] = await alertsOf('sentry-issue-alert', '/v1/alerts/sentry');
    const [resolved] = await alertsOf('sentry-issue-resolved', '/v1/alerts/sentry');
    const project = (alert: Alert | undefined) => alert?.labels.find(({ name }) => name === 'project')?.value;
    expect(project(fired)).toBe(project(resolved));
  });

  it('says nothing of what Seer found, nor of an alert about that', async () => {
    const { url, desk } = await serveDoor();
    const seer = await post(`${url}/v1/alerts/sentry`, fixture('sentry-seer'), { 'sentry-hook-resource': 'seer' });
    const activity = await post(`${url}/v1/alerts/sentry`, fixture('sentry-activity-alert'), {
      'sentry-hook-resource': 'activity_alert',
    });
    expect([seer.status, activity.status, desk.requests]).toEqual([202, 202, []]);
    const wrong = await post(`${url}/v1/alerts/sentry`, { data: {} }, { 'sentry-hook-resource': 'event_alert' });
    expect(wrong.status).toBe(400);
  });

  it('reads the older plugin', async () => {
    expect(await alertsOf('sentry-plugin', '/v1/alerts/sentry')).toMatchObject([
      { title: 'This is an example Python exception', fingerprint: 'issue:27379932', severity: 'sev1' },
    ]);
  });

  it('hears of an installation or an assignment, and has nothing to tell', async () => {
    expect(await alertsOf('sentry-installation', '/v1/alerts/sentry')).toEqual([]);
    const { url, desk } = await serveDoor();
    const assigned = { ...JSON.parse(fixture('sentry-issue-resolved')), action: 'assigned' };
    expect((await post(`${url}/v1/alerts/sentry`, assigned)).status).toBe(202);
    expect(desk.requests).toEqual([]);
  });
});
