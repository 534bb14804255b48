import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingNames } from '../../src/config/environment.ts';
import type { Environment } from '../../src/config/secret-source.ts';
import { readSettings } from '../../src/config/settings.ts';
import { anyCharacter } from '../harness/any-character.ts';
import { email, mistakesOf, slack } from './settings-of.ts';

describe('each mistake is named with what was expected', () => {
  test.each<[string, Environment, string]>([
    [
      'both ways at once',
      { ...slack, SLACK_BOT_TOKEN_FILE: '/run/secrets/slack' },
      'SLACK_BOT_TOKEN_FILE: SLACK_BOT_TOKEN is set as well; expected one of the two',
    ],
    [
      'no such file',
      { TELEGRAM_TOKEN_FILE: '/run/secrets/no' },
      'TELEGRAM_TOKEN_FILE: /run/secrets/no cannot be read (it does not exist)',
    ],
    [
      'an empty file',
      { TELEGRAM_TOKEN_FILE: '/run/secrets/empty' },
      'TELEGRAM_TOKEN_FILE: /run/secrets/empty is empty',
    ],
    [
      'the YAML file itself',
      { TOCSIN_CONFIG: 'people:\n  alice: {}' },
      'TOCSIN_CONFIG: has a line break in it; expected the path',
    ],
    [
      'a bot token alone',
      { SLACK_BOT_TOKEN: 'xoxb-1' },
      'SLACK_BOT_TOKEN: alone it cannot receive anything; expected SLACK_APP_TOKEN or SLACK_SIGNING_SECRET beside it; make an app-level token',
    ],
    ['an app token alone', { SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN: SLACK_BOT_TOKEN is missing'],
    ['a signing secret alone', { SLACK_SIGNING_SECRET: 'abc' }, 'SLACK_SIGNING_SECRET: SLACK_BOT_TOKEN is missing'],
    [
      'the tokens swapped',
      { SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xoxb-1' },
      'SLACK_BOT_TOKEN: holds an app-level token; expected the bot token, which begins with xoxb- (OAuth & Permissions); put that one into SLACK_APP_TOKEN',
    ],
    ['a user token', { ...slack, SLACK_BOT_TOKEN: 'xoxp-1' }, 'SLACK_BOT_TOKEN: holds a user token'],
    [
      'a token with a space',
      { ...slack, SLACK_APP_TOKEN: 'xapp-1 2' },
      'SLACK_APP_TOKEN: has a space or line break in it',
    ],
    ['a URL that is none', { SLACK_API_URL: 'slack.com' }, 'SLACK_API_URL: does not begin with http:// or https://'],
    [
      'an application id as a token',
      { DISCORD_TOKEN: '100000000000000001' },
      'DISCORD_TOKEN: does not look like it; expected the token of the Bot page',
    ],
    ['“Bot ” in front', { DISCORD_TOKEN: 'Bot abc.def' }, 'DISCORD_TOKEN: has a space'],
    [
      'a server’s name',
      { DISCORD_TOKEN: 'a.b.c', DISCORD_GUILD_ID: 'ops' },
      'DISCORD_GUILD_ID: does not look like it; expected the server’s id, digits only',
    ],
    ['a server without a bot', { DISCORD_GUILD_ID: '1' }, 'DISCORD_GUILD_ID: DISCORD_TOKEN is missing'],
    [
      'half a Telegram token',
      { TELEGRAM_TOKEN: 'AAFtoken' },
      'TELEGRAM_TOKEN: does not look like it; expected the token as BotFather gives it',
    ],
    [
      'a webhook secret Telegram refuses',
      { TELEGRAM_TOKEN: '1:a', TELEGRAM_WEBHOOK_SECRET: 'söcret' },
      'TELEGRAM_WEBHOOK_SECRET: does not look like it; expected 1 to 256 letters',
    ],
    ['a port', { HTTP_PORT: '70000' }, 'HTTP_PORT: is not a port; expected a port from 0 to 65535'],
    ['a port in words', { HTTP_PORT: 'http' }, 'HTTP_PORT: is not a port'],
    ['what Kubernetes may put there', { HTTP_PORT: 'tcp://10.0.0.1:80' }, 'HTTP_PORT: is not a port'],
    [
      'a host',
      { HTTP_HOST: 'http://0.0.0.0' },
      'HTTP_HOST: does not look like it; expected an address or name to listen on',
    ],
    ['a public address', { PUBLIC_URL: 'tocsin.example.org' }, 'PUBLIC_URL: does not begin with http:// or https://'],
    [
      'a public address with a query',
      { PUBLIC_URL: 'https://a.example.org/?a=b' },
      'PUBLIC_URL: has a query or fragment in it',
    ],
    [
      'a public address with a password',
      { PUBLIC_URL: 'https://a:b@example.org' },
      'PUBLIC_URL: has a user or password in it',
    ],
    [
      'another database',
      { MONGODB_URI: 'postgres://db' },
      'MONGODB_URI: does not begin with mongodb:// or mongodb+srv://',
    ],
    ['an @ in a password', { MONGODB_URI: 'mongodb://a:p@ss@db' }, 'MONGODB_URI: has more than one @ before the hosts'],
    ...[
      { MONGODB_URI: 'mongodb://a:p@planted/w@db/tocsin' },
      { MONGODB_URI: 'mongodb://a:1?planted@db/tocsin' },
      { REDIS_URL: 'redis://a:p@planted/w@r' },
      { AMQP_URL: 'amqp://a:p@planted/w@mq' },
      { ...email, SMTP_URL: 'smtps://a:p@planted#w@mail' },
    ].map((env): [string, Environment, string] => [
      'a password that is not encoded',
      env,
      ': has an @ after its first /',
    ]),
    ['no host', { MONGODB_URI: 'mongodb://' }, 'MONGODB_URI: has no host that can be read'],
    [
      'an engine',
      { EMBEDDED_MONGODB: 'mongd' },
      'EMBEDDED_MONGODB: is none of those; expected auto, mongod, download or secantusdb; did you mean mongod?',
    ],
    ['a mail server', { ...email, SMTP_URL: 'mail.example.org' }, 'SMTP_URL: does not begin with smtp:// or smtps://'],
    ['a mail server without a sender', { SMTP_URL: email.SMTP_URL }, 'SMTP_URL: EMAIL_FROM is missing'],
    ['a sender', { ...email, EMAIL_FROM: 'Tocsin' }, 'EMAIL_FROM: is not an email address'],
    ['a queue', { AMQP_URL: 'http://mq' }, 'AMQP_URL: does not begin with amqp:// or amqps://'],
    ['redis', { REDIS_URL: 'redis://' }, 'REDIS_URL: has no host that can be read'],
    [
      'redis',
      { REDIS_URL: 'http://planted@r' },
      'REDIS_URL: does not begin with redis://, rediss://, redis+cluster://',
    ],
    ['redis', { REDIS_URL: 'redis://a,b' }, 'REDIS_URL: names several hosts'],
    ['redis', { REDIS_URL: 'redis+cluster://a:6379,' }, 'REDIS_URL: has no host that can be read'],
    ['redis', { REDIS_URL: 'redis+cluster://a:6379,b/2' }, 'REDIS_URL: names a database'],
    [
      'a token without a name',
      { API_TOKENS: 'ci:one, two' },
      'API_TOKENS: entry 2 is not name:token; expected name:token pairs',
    ],
    [
      'a scope that there is not',
      { API_TOKENS: 'ci:one,grafana/alert:two' },
      'API_TOKENS: entry 2 has a scope that there is not; expected name:token pairs',
    ],
    ['a slash and no scope', { API_TOKENS: 'ci/:one' }, 'API_TOKENS: entry 1 has a scope that there is not'],
    ['scopes twice', { API_TOKENS: 'ci/read/write:one' }, 'API_TOKENS: entry 1 has its scopes twice'],
    ['an unknown option', { API_TOKENS: 'ci/until=never:one' }, 'API_TOKENS: entry 1 has an option that is not known'],
    ['no such day', { API_TOKENS: 'ci/expires=2027-02-30:one' }, 'API_TOKENS: entry 1 does not expire on a date'],
    ['no such role', { API_TOKENS: 'ci/role=owner:one' }, 'API_TOKENS: entry 1 has a role that there is not'],
    ['an empty role', { API_TOKENS: 'ci/role=:one' }, 'API_TOKENS: entry 1 has a role that there is not'],
    ['a role twice', { API_TOKENS: 'ci/role=viewer/role=admin:one' }, 'API_TOKENS: entry 1 has its role twice'],
    ['an option of every object', { API_TOKENS: 'ci/constructor=x:one' }, 'entry 1 has an option that is not known'],
    ['nobody to act for', { API_TOKENS: 'ci/by=:one' }, 'API_TOKENS: entry 1 names nobody after by='],
    ['a name twice', { API_TOKENS: 'ci:one,ci:two' }, 'API_TOKENS: entry 2 has the name of an earlier one'],
    [
      'a name twice, with other scopes',
      { API_TOKENS: 'ci/read:one,ci/alerts:two' },
      'API_TOKENS: entry 2 has the name of an earlier one',
    ],
    [
      'half a process',
      { TOCSIN_PROCESSES: '1.5', MONGODB_URI: 'mongodb://db' },
      'TOCSIN_PROCESSES: is not one; expected a whole number from 1 to 64, or auto',
    ],
    [
      'too many processes',
      { TOCSIN_PROCESSES: '65', MONGODB_URI: 'mongodb://db' },
      'TOCSIN_PROCESSES: is not one; expected a whole number from 1 to 64, or auto',
    ],
    [
      'several processes on an embedded database',
      { TOCSIN_PROCESSES: '4' },
      'TOCSIN_PROCESSES: needs a MongoDB server, since the embedded database serves one process; set MONGODB_URI',
    ],
    [
      'a mail port that is the HTTP port',
      { SMTP_IN_PORT: '3000' },
      'SMTP_IN_PORT: 3000 is HTTP_PORT already; expected a port of its own; set it to another one, such as 2525',
    ],
    ['as many as there are cores on an embedded database', { TOCSIN_PROCESSES: 'auto' }, 'needs a MongoDB server'],
    ['a level', { LOG_LEVEL: 'verbose' }, 'LOG_LEVEL: is none of those; expected trace, debug, info'],
    ['a sampler', { OTEL_TRACES_SAMPLER: 'always' }, 'OTEL_TRACES_SAMPLER: is none of those; expected always_on'],
    ['a share', { OTEL_TRACES_SAMPLER_ARG: '10%' }, 'OTEL_TRACES_SAMPLER_ARG: is none; expected a number from 0 to 1'],
    ['a header', { OTEL_EXPORTER_OTLP_HEADERS: 'secret' }, 'OTEL_EXPORTER_OTLP_HEADERS: has an entry without “=”'],
    [
      'a collector',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' },
      'OTEL_EXPORTER_OTLP_ENDPOINT: does not begin with http://',
    ],
    [
      'a slip in a name',
      { SLACK_BOT_TOKN: 'xoxb-1' },
      'SLACK_BOT_TOKN: is not a setting; did you mean SLACK_BOT_TOKEN?',
    ],
    [
      '… with _FILE',
      { TELEGRM_TOKEN_FILE: '/x' },
      'TELEGRM_TOKEN_FILE: is not a setting; did you mean TELEGRAM_TOKEN_FILE?',
    ],
    ['… in small letters', { tocsin_config: '/x' }, 'tocsin_config: is not a setting; did you mean TOCSIN_CONFIG?'],
    ['… of the tokens', { API_TOKNES: 'a:b' }, 'API_TOKNES: is not a setting; did you mean API_TOKENS?'],
  ])('%s', (_, env, expected) => expect(mistakesOf(env)).toContain(expected));

  test('all at once', () => {
    const told = mistakesOf({
      SLACK_BOT_TOKEN: 'xoxp-1',
      DISCORD_TOKN: 'a.b.c',
      TELEGRAM_TOKEN_FILE: '/run/secrets/no',
      HTTP_PORT: 'x',
      LOG_LEVEL: 'x',
      EMAIL_FROM: 'a@example.org',
    });
    expect(told).toMatch(/^7 mistakes in the settings:\n\nIn the environment\n/);
    expect(
      told
        .match(/^ {2}\w+:/gm)
        ?.map((name) => name.trim())
        .sort(),
    ).toEqual([
      'DISCORD_TOKN:',
      'EMAIL_FROM:',
      'HTTP_PORT:',
      'LOG_LEVEL:',
      'SLACK_BOT_TOKEN:',
      'SLACK_BOT_TOKEN:',
      'TELEGRAM_TOKEN_FILE:',
    ]);
  });

  test('a token that could not be read is not told to be missing as well', () => {
    const told = mistakesOf({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN_FILE: '/run/secrets/no' });
    expect(told).toMatch(/^1 mistake /);
  });
});

describe('no secret is told', () => {
  const shapes = [
    'hunter2-planted',
    'xoxb-planted-1',
    'xapp-planted-1',
    '12345:planted-planted',
    'a://b:planted@c d',
    'x planted',
  ];

  test.each(settingNames.flatMap((name) => shapes.map((secret) => [name, secret] as const)))(
    '%s: %s',
    (name, secret) => {
      expect(mistakesOf({ [name]: secret, LOG_LEVEL_FILE: '/run/secrets/no', SLACK_BOT_TOKN: secret })).not.toContain(
        'planted',
      );
    },
  );

  test.each(['xoxb-planted-1', '0123456789planted0123456789', '12345:planted-planted'])(
    'also when it was set as the path of its file: %s',
    (secret) => {
      const told = mistakesOf({ SLACK_SIGNING_SECRET_FILE: secret });
      expect(told).toContain('SLACK_SIGNING_SECRET_FILE: contains what seems to be the value itself');
      expect(told).not.toContain('planted');
    },
  );

  test('what stands in a file that is wrong is not told either', () => {
    const told = (() => {
      try {
        readSettings({ HTTP_PORT_FILE: '/run/secrets/port' }, () => 'planted');
      } catch (error) {
        return String(error);
      }
      return 'nothing was wrong';
    })();
    expect(told).toContain('HTTP_PORT: is not a port');
    expect(told).not.toContain('planted');
  });

  test('nor why a file could not be read, beyond the kind of reason', () => {
    const fails = () => {
      throw new Error('planted');
    };
    expect(() => readSettings({ HTTP_PORT_FILE: '/run/x' }, fails)).toThrow(/^(?!.*planted)[\s\S]*unknown reason/);
  });
});

test('whatever stands in the environment, it is either read or refused with mistakes', () => {
  const name = fc.oneof(
    fc.constantFrom(...settingNames),
    fc.constantFrom(...settingNames).map((one) => `${one}_FILE`),
    fc.string(),
  );
  const value = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.webUrl(),
    fc.constant('mongodb://%'),
    fc.constant('redis://a:%@b'),
  );
  fc.assert(
    fc.property(fc.dictionary(name, value), (env) => {
      mistakesOf(env);
    }),
    { numRuns: 300 },
  );
});
