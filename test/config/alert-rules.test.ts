import { describe, expect, it } from 'vitest';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const minute = 60_000;

function routesOf(route: string) {
  return accepted(fileWith(`routes: [${route}]`)).directory.routes;
}

/** A file whose one service says this of its alerts. */
function fileOf(alerts: string): string {
  return fileWith('').replace('services: { checkout: }', `services: { shop: { alerts: ${alerts} } }`);
}

describe('how alerts become incidents', () => {
  it('is read', () => {
    const read = accepted(fileOf('{ groupBy: [alertname, cluster], window: 1h, autoResolve: false }'));
    expect(read.directory.services.get('shop')?.alerts).toEqual({
      group: ['alertname', 'cluster'],
      windowMs: 60 * minute,
      autoResolve: false,
    });
    const enough = accepted(fileOf('{ groupBy: service, pageAfter: { alerts: 3, within: 5m } }'));
    expect(enough.directory.services.get('shop')?.alerts).toEqual({
      group: 'service',
      autoResolve: true,
      pageAfter: { alerts: 3, withinMs: 5 * minute },
    });
  });

  it.each([
    ['{ groupBy: alertname }', 'expected fingerprint, service, or a list of labels'],
    ['{ groupBy: [] }', 'expected fingerprint, service, or a list of labels'],
    ['{ groupBy: [1] }', 'expected fingerprint, service, or a list of labels'],
    ['{ window: 5 }', '5 has no unit'],
    ['{ window: 1s }', 'is too short'],
    ['{ pageAfter: { alerts: 1, within: 5m } }', 'expected a whole number from 2 to 1000'],
    ['{ pageAfter: { alerts: 3 } }', 'within'],
    ['{ autoResolve: maybe }', 'expected true or false'],
    ['{ groupby: service }', 'did you mean groupBy?'],
  ])('%s is a mistake', (alerts, sentence) => {
    expect(mistakesIn(fileOf(alerts)).join('\n')).toContain(sentence);
  });
});

describe('routes', () => {
  it('match texts, lists and expressions, and may say policy and title', () => {
    const [route] = routesOf(
      '{ match: { env: [stage, dev], alertname: /High.*/, team: payments }, service: checkout, policy: default, title: "{{alertname}}" }',
    )!;
    expect(route).toEqual({
      match: [
        { label: 'env', is: ['stage', 'dev'] },
        { label: 'alertname', is: expect.objectContaining({ source: 'High.*' }) },
        { label: 'team', is: 'payments' },
      ],
      service: 'checkout',
      policy: 'default',
      title: '{{alertname}}',
    });
  });

  it.each([
    ['{ match: { env: [] }, service: checkout }', 'a list of texts'],
    ['{ match: { env: [{}] }, service: checkout }', 'a list of texts'],
    ['{ match: {}, service: checkout, policy: nihgt }', 'policy'],
  ])('%s is a mistake', (route, sentence) => {
    expect(mistakesIn(fileWith(`routes: [${route}]`)).join('\n')).toContain(sentence);
  });
});
