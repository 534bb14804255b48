import { describe, expect, it } from 'vitest';
import { slackManifest } from '../../../adapters/slack/manifest.ts';
import { allScopes } from '../../harness/fake-slack/server.ts';
import { sampleCatalogue } from '../../harness/recording-commands.ts';

describe('the Slack app manifest', () => {
  it('needs no URL in Socket Mode', () => {
    const manifest = slackManifest(sampleCatalogue, { mode: 'socket' });
    expect(manifest.settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(manifest)).not.toContain('http');
    expect(manifest.features.slash_commands[0]).toMatchObject({
      command: '/incident',
      usage_hint: '[declare | ack | note | help]',
    });
  });

  it('names the one URL everywhere by HTTP', () => {
    const manifest = slackManifest(sampleCatalogue, { mode: 'http', publicUrl: 'https://tocsin.example/' });
    const url = 'https://tocsin.example/slack/events';
    expect(manifest.features.slash_commands[0]).toMatchObject({ url });
    expect(manifest.settings).toMatchObject({
      socket_mode_enabled: false,
      event_subscriptions: { request_url: url },
      interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
    });
    expect(() => slackManifest(sampleCatalogue, { mode: 'http' })).toThrow('PUBLIC_URL');
  });

  it('asks for the scopes with which everything works against the fake, and no more', () => {
    const manifest = slackManifest(sampleCatalogue, { mode: 'socket' });
    expect(manifest.oauth_config.scopes.bot).toEqual([...allScopes].sort());
  });
});
