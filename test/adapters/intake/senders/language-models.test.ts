import { describe, expect, it } from 'vitest';
import type { Integration, SenderName } from '../../../../src/domain/alerts/integration.ts';
import { fixture, openDoor } from '../door.ts';
import { labelsOf, send } from './sending.ts';

/** Posts to an integration whose entry in the file has `prompts`. */
async function sendTo(sender: SenderName, prompts: Integration['prompts'], body: string) {
  const integration: Integration = { id: 'models', sender, ...(prompts && { prompts }) };
  const directory = () => ({ integrations: new Map([['models', integration]]), services: new Map() });
  const { routes, desk } = openDoor({ directory });
  const request = new Request('http://127.0.0.1:3000/v1/integrations/models', { method: 'POST', body });
  await routes.handle(request, { address: '127.0.0.1' });
  return desk.alerts;
}

describe('LiteLLM', () => {
  it('tells whose budget is crossed, and what was spent', async () => {
    const { alerts } = await send('/v1/alerts/litellm', fixture('litellm-budget'));
    expect(alerts).toMatchObject([
      { status: 'firing', title: 'Key Budget: Budget Crossed: checkout-bot', severity: 'sev2', value: '1.2' },
    ]);
    expect(labelsOf(alerts[0])).toMatchObject({ cost: '1.2', max_budget: '1', team: 'payments' });
  });

  it('reads the text of a slow call, under one dedup key however slow it is', async () => {
    const { alerts } = await send('/v1/alerts/litellm', fixture('litellm-slow'));
    expect(alerts).toMatchObject([
      { title: 'Responses are slow - 45.12s response time > Alerting threshold: 30s: gpt-4o', severity: 'sev4' },
    ]);
    expect(labelsOf(alerts[0])).toEqual({
      model: 'gpt-4o',
      api_base: 'https://api.openai.com',
      alert_type: 'llm_too_slow',
      key: 'checkout-bot',
    });
    const slower = await send('/v1/alerts/litellm', fixture('litellm-slow').replace('45.12s', '61.9s'));
    expect(slower.alerts[0]?.fingerprint).toBe(alerts[0]?.fingerprint);
  });
});

describe.each<[SenderName, string, string]>([
  ['litellm', 'litellm-slow', '4242'],
  ['langsmith', 'langsmith-alert', 'You sell shoes'],
  ['opik', 'opik-errors', '4242'],
  ['helicone', 'helicone-error', '4242'],
])('%s', (sender, name, secret) => {
  it('leaves prompts out of all that is told, unless the file lets them be shown', async () => {
    for (const prompts of [undefined, 'hide'] as const) {
      const alerts = await sendTo(sender, prompts, fixture(name));
      expect(alerts).toHaveLength(1);
      expect(JSON.stringify(alerts)).not.toContain(secret);
    }
    expect(JSON.stringify(await sendTo(sender, 'show', fixture(name)))).toContain(secret);
  });
});

it('says that a prompt was left out, and keeps what stands behind it', async () => {
  const [alert] = await sendTo('litellm', undefined, fixture('litellm-slow'));
  expect(alert?.description).toContain('Prompts and completions were left out. Set “prompts: show”');
  expect(alert?.description).not.toContain('Zoe');
  expect(alert?.description).toContain('checkout-bot');
});

it('LangSmith: keeps model, provider and version of the prompt as labels', async () => {
  const { alerts } = await send('/v1/alerts/langsmith', fixture('langsmith-alert'));
  expect(alerts).toMatchObject([
    { title: 'Errors of the assistant in checkout-assistant', value: '47', url: expect.stringContaining('/runs') },
  ]);
  expect(labelsOf(alerts[0])).toMatchObject({
    model: 'gpt-4o',
    provider: 'openai',
    prompt_version: '17',
    metric: 'error_count',
  });
});

it('Opik: tells the alert and how many events', async () => {
  const { alerts } = await send('/v1/alerts/opik', fixture('opik-errors'));
  expect(alerts).toMatchObject([{ title: 'High error rate', value: '3' }]);
  expect(labelsOf(alerts[0])).toMatchObject({ event: 'trace:errors', model: 'gpt-4o' });
});

it('Helicone: makes an alert of a request that failed, the same one whenever the model fails that way', async () => {
  const { alerts } = await send('/v1/alerts/helicone', fixture('helicone-error'));
  expect(alerts).toMatchObject([
    {
      status: 'firing',
      title: 'openai gpt-4o: rate_limit_exceeded',
      description: 'Rate limit reached for gpt-4o',
      url: 'https://storage.example.org/requests/4d0ac7b1',
    },
  ]);
  expect(labelsOf(alerts[0])).toMatchObject({ model: 'gpt-4o', provider: 'openai', cost: '0.0031' });
  const again = JSON.parse(fixture('helicone-error'));
  const { alerts: later } = await send('/v1/alerts/helicone', { ...again, request_id: 'another' });
  expect(later[0]?.fingerprint).toBe(alerts[0]?.fingerprint);
});
