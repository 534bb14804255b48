import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { Environment } from '../../src/config/secret-source.ts';
import { urlOf } from '../../src/config/settings.ts';
import { isLoopback } from '../../src/lib/loopback.ts';
import { email, mistakesOf, settingsOf, slack } from './settings-of.ts';

describe('what is set', () => {
  test('nothing at all is enough', () => {
    expect(settingsOf({})).toEqual({
      database: { embedded: 'auto', dataDir: './data' },
      http: { host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', publicUrlGiven: false },
      apiTokens: [],
      logLevel: 'info',
      processes: 1,
      web: { sessionIdleMs: 7 * 24 * 3_600_000 },
      secrets: [],
      warnings: [],
    });
  });

  test('one process, or one for each core', () => {
    expect(settingsOf({ TOCSIN_PROCESSES: '1' }).processes).toBe(1);
    const { processes } = settingsOf({ TOCSIN_PROCESSES: 'auto', MONGODB_URI: 'mongodb://db' });
    expect(processes).toBe(Math.min(64, availableParallelism()));
  });

  test('everything', () => {
    const read = settingsOf({
      ...slack,
      ...email,
      TOCSIN_CONFIG: '/etc/tocsin.yaml',
      MONGODB_URI: 'mongodb://tocsin:deep-secret@a.example.org:27017,b.example.org/tocsin?replicaSet=rs0',
      EMBEDDED_MONGODB: 'mongod',
      DATA_DIR: '/var/lib/tocsin',
      HTTP_HOST: '0.0.0.0',
      HTTP_PORT: '8080',
      PUBLIC_URL: 'https://tocsin.example.org/',
      SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
      SLACK_API_URL: 'https://slack-gov.com/api/',
      DISCORD_TOKEN: 'discord.token.of-the-bot',
      DISCORD_GUILD_ID: '100000000000000001',
      DISCORD_API_URL: 'http://127.0.0.1:4000/api',
      TELEGRAM_TOKEN: '123456789:AAFtoken',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
      TELEGRAM_WEBHOOK_SECRET: 'webhook-secret',
      AMQP_URL: 'amqps://mq:mq-secret@mq.example.org/vhost',
      REDIS_URL: 'redis://redis.example.org:6379',
      API_TOKENS:
        'ci:a-long-token-for-ci, grafana/read+alerts:another:with-a-colon, deploy/expires=2027-01-31/write/by=mara/role=responder:a-third-token-for-it',
      LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example.org:4318',
      WEB_SESSION_IDLE: '12h',
      TOCSIN_PROCESSES: '4',
      OTEL_SERVICE_NAME: 'pager',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20collector-key',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
      OTEL_RESOURCE_ATTRIBUTES: 'team=ops,deployment.environment=a%2Cb',
      OTEL_LOGS_EXPORTER: 'none',
    });
    expect(read).toEqual({
      configFile: '/etc/tocsin.yaml',
      database: {
        uri: 'mongodb://tocsin:deep-secret@a.example.org:27017,b.example.org/tocsin?replicaSet=rs0',
        embedded: 'mongod',
        dataDir: '/var/lib/tocsin',
      },
      http: { host: '0.0.0.0', port: 8080, publicUrl: 'https://tocsin.example.org', publicUrlGiven: true },
      slack: {
        botToken: 'xoxb-1',
        appToken: 'xapp-1',
        signingSecret: '0123456789abcdef0123456789abcdef',
        apiUrl: 'https://slack-gov.com/api',
      },
      discord: {
        token: 'discord.token.of-the-bot',
        guildId: '100000000000000001',
        apiUrl: 'http://127.0.0.1:4000/api',
      },
      telegram: { token: '123456789:AAFtoken', webhookSecret: 'webhook-secret', apiRoot: 'http://127.0.0.1:8081' },
      email: { smtpUrl: email.SMTP_URL, from: email.EMAIL_FROM },
      events: { amqpUrl: 'amqps://mq:mq-secret@mq.example.org/vhost', redisUrl: 'redis://redis.example.org:6379' },
      apiTokens: [
        { name: 'ci', token: 'a-long-token-for-ci' },
        { name: 'grafana', token: 'another:with-a-colon', scopes: ['alerts', 'read'] },
        {
          name: 'deploy',
          token: 'a-third-token-for-it',
          scopes: ['write'],
          by: 'mara',
          role: 'responder',
          // The whole last day counts.
          expires: new Date('2027-02-01T00:00:00Z'),
        },
      ],
      logLevel: 'debug',
      processes: 4,
      web: { sessionIdleMs: 12 * 3_600_000 },
      telemetry: {
        endpoint: 'http://collector.example.org:4318',
        protocol: 'http/protobuf',
        headers: { authorization: 'Bearer collector-key' },
        signals: ['traces', 'metrics'],
        sampler: { kind: 'traceidratio', parentBased: true, ratio: 0.1 },
        resource: { team: 'ops', 'deployment.environment': 'a,b', 'service.name': 'pager' },
      },
      secrets: expect.any(Array),
      warnings: [],
    });
    for (const secret of [
      'deep-secret',
      'Bearer collector-key',
      'p%40ss%20word',
      'p@ss word',
      'mq-secret',
      'xoxb-1',
      'xapp-1',
    ]) {
      expect(read.secrets).toContain(secret);
    }
    for (const secret of ['discord.token.of-the-bot', '123456789:AAFtoken', 'webhook-secret', 'a-long-token-for-ci']) {
      expect(read.secrets).toContain(secret);
    }
    expect(read.secrets).toContain('another:with-a-colon');
    expect(read.secrets).toContain('0123456789abcdef0123456789abcdef');
    expect(read.secrets).not.toContain('redis://redis.example.org:6379');
    const lengths = read.secrets.map((secret) => secret.length);
    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
  });

  test('the address of the heartbeat is a secret, whole and in part', () => {
    const address = 'https://hc-ping.com/3f0c4d5e-0000-4000-8000-planted00000';
    const read = settingsOf({ HEARTBEAT_URL: address });
    expect(read.heartbeatUrl).toBe(address);
    expect(read.secrets).toEqual([address, '/3f0c4d5e-0000-4000-8000-planted00000']);
    expect(mistakesOf({ HEARTBEAT_URL: 'ftp://planted.example.org' })).toMatch(
      /^(?!.*planted)[\s\S]*HEARTBEAT_URL: does not begin with http/,
    );
  });

  test.each([
    ['14m', 'is too short'],
    ['31d', 'is too long'],
    ['planted', 'is not a duration'],
  ])('WEB_SESSION_IDLE=%s %s, and the mistake does not repeat it', (value, what) => {
    const mistakes = mistakesOf({ WEB_SESSION_IDLE: value });
    expect(mistakes).toContain(`WEB_SESSION_IDLE: ${what}`);
    expect(mistakes).not.toContain(value);
  });

  test('API_TOKENS takes an entry a line, as several `tocsin tokens new … >> FILE` write them', () => {
    const { apiTokens } = settingsOf({ API_TOKENS: 'ci:a-long-token-for-ci\r\n\ngrafana/alerts:another-long-token\n' });
    expect(apiTokens.map(({ name, token }) => [name, token])).toEqual([
      ['ci', 'a-long-token-for-ci'],
      ['grafana', 'another-long-token'],
    ]);
  });

  test('a number of processes that cannot be read is one mistake', () => {
    expect(mistakesOf({ TOCSIN_PROCESSES: 'many' })).toMatch(/^1 mistake /);
  });

  test('empty is not set', () => {
    expect(settingsOf({ SLACK_BOT_TOKEN: '', DISCORD_TOKEN: '  ', HTTP_PORT: '', TELEGRAM_TOKEN_FILE: '' })).toEqual(
      settingsOf({}),
    );
  });

  test('Slack by HTTP needs no app token', () => {
    const { slack } = settingsOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'abc' });
    expect(slack).toEqual({ botToken: 'xoxb-1', signingSecret: 'abc' });
  });

  test('from files, without the newline at their end', () => {
    const { slack } = settingsOf({
      SLACK_BOT_TOKEN_FILE: '/run/secrets/slack',
      SLACK_APP_TOKEN_FILE: '/run/secrets/windows',
    });
    expect(slack).toEqual({ botToken: 'xoxb-from-a-file', appToken: 'xapp-from-a-file' });
  });

  test.each([
    ['0.0.0.0', 'http://localhost:80'],
    ['::', 'http://localhost:80'],
    ['::1', 'http://[::1]:80'],
    ['[::1]', 'http://[::1]:80'],
    ['10.0.0.5', 'http://10.0.0.5:80'],
  ])('listening on %s, links begin with %s', (host, url) => expect(urlOf(host, 80)).toBe(url));

  test.each(['127.0.0.1', '127.8.9.10', 'localhost', 'LOCALHOST', '::1', '[::1]'])('%s is loopback', (host) =>
    expect(isLoopback(host)).toBe(true),
  );
  test.each(['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.org', 'localhost.example.org', '128.0.0.1'])(
    '%s is not loopback',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});

describe('other programs’ names', () => {
  test('stop nothing', () => {
    const env = {
      TOCSIN_PORT: 'tcp://10.0.0.1:3000', // what Kubernetes adds for a service called tocsin
      TOCSIN_SERVICE_HOST: '10.0.0.1',
      TOCSIN_PORT_3000_TCP_ADDR: '10.0.0.1',
      REDIS_PORT: 'tcp://10.0.0.2:6379',
      SLACK_WEBHOOK_URL: 'https://hooks.example.org',
      SMTP_HOST: 'mail',
      SMTP_PORT: '25',
      HTTPS_PORT: '443',
      HTTP_PROXY: 'http://proxy',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=b',
      XDG_DATA_DIRS: '/usr/share',
      PATH: '/bin',
      LOG_LEVELS: '',
    };
    expect(settingsOf(env).warnings).toEqual([]);
  });

  test.each([
    ['TELEGRAM_BOT_TOKEN', 'TELEGRAM_TOKEN'],
    ['DISCORD_BOT_TOKEN', 'DISCORD_TOKEN'],
    ['SLACK_API_TOKEN', 'SLACK_BOT_TOKEN'],
    ['MONGO_URL', 'MONGODB_URI'],
    ['API_TOKEN', 'API_TOKENS'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['REDIS_URI', 'REDIS_URL'],
  ])('%s is pointed out, for it may be meant as %s', (typed, meant) => {
    expect(settingsOf({ [typed]: 'x' }).warnings).toEqual([
      `${typed}: Tocsin does not read it; if it is meant for Tocsin, it is called ${meant}`,
    ]);
  });
});

describe('warnings', () => {
  test.each<[string, Environment, string]>([
    [
      'links that lead nowhere',
      { HTTP_HOST: '0.0.0.0' },
      'PUBLIC_URL: it is not set, so links in messages begin with http://localhost:3000',
    ],
    [
      'a webhook without https',
      { TELEGRAM_TOKEN: '1:a', TELEGRAM_WEBHOOK_SECRET: 'a' },
      'TELEGRAM_WEBHOOK_SECRET: Telegram delivers to https addresses only',
    ],
    ['a token to be guessed', { API_TOKENS: 'ci:1234' }, 'API_TOKENS: the token of entry 1 is so short'],
  ])('%s', (_, env, expected) => expect(settingsOf(env).warnings.join('\n')).toContain(expected));
});
