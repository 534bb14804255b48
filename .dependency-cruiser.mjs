// The walls of the house. Each has a name and a reason; ARCHITECTURE.md draws them.
const only = (name, comment, home, sdk) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^(src|commands|adapters)/', pathNot: `^adapters/${home}/` },
  to: { path: `node_modules/(${sdk})(/|$)` },
});

/** Well-kept packages that src/lib may build on. */
const toolbox =
  '@jmespath-community/jmespath|chrono-node|csv-stringify|ipaddr\\.js|linkify-it|lru-cache|p-timeout|rate-limiter-flexible|re2js|undici';

export default {
  forbidden: [
    {
      name: 'lib-sees-packages-only',
      comment: 'The toolbox knows nothing of incidents, so everybody may use it, the domain too (docs/adr/0006).',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { pathNot: `^(src/lib/|node_modules/(${toolbox})(/|$)|node:|crypto$|dns$|net$|vm$|timers/promises$)` },
    },
    {
      name: 'domain-is-pure',
      comment:
        'The rules know no clock, no I/O and no library; Temporal is the calendar of the language itself, and croner and ' +
        'rrule-temporal read recurrences (docs/adr/0002).',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { pathNot: '^(src/(domain|lib)/|node_modules/(temporal-(polyfill|spec|utils)|croner|rrule-temporal)/)' },
    },
    {
      name: 'croner-reads-patterns',
      comment:
        'A pattern is only ever read for a rotation or a recurring job; it says what a wall clock shows (docs/adr/0002).',
      severity: 'error',
      from: { path: '^(src|commands|adapters)/', pathNot: '^src/domain/(on-call|jobs)/' },
      to: { path: 'node_modules/croner(/|$)' },
    },
    {
      name: 'rrule-in-maintenance',
      comment: 'A rule is only ever read for a maintenance window, as a clock on a wall (docs/adr/0002).',
      severity: 'error',
      from: { path: '^(src|commands|adapters)/', pathNot: '^src/domain/maintenance/' },
      to: { path: 'node_modules/rrule-temporal(/|$)' },
    },
    {
      name: 'ports-see-domain',
      comment: 'A port is described in domain words, or it is not a port.',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { pathNot: '^src/(ports|domain|lib)/' },
    },
    {
      name: 'schemas-see-domain',
      comment: 'What outsiders script against follows from the domain and from nothing that may change behind it.',
      severity: 'error',
      from: { path: '^src/schemas/' },
      to: { pathNot: '^(src/(schemas|domain|lib)/|node_modules/zod/)' },
    },
    {
      name: 'schemas-are-for-outside',
      comment: 'Inside, an incident is an Incident; only what speaks to outsiders knows their JSON.',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/(schemas|app|cli)/' },
      to: { path: '^src/schemas/' },
    },
    {
      name: 'views-see-domain-and-ports',
      comment: 'A view turns an incident into a Message and does nothing else.',
      severity: 'error',
      from: { path: '^src/views/' },
      to: { pathNot: '^src/(views|ports|domain|locales|lib)/' },
    },
    {
      name: 'locales-see-languages',
      comment: 'A text knows which language it is in, and nothing of what it is about.',
      severity: 'error',
      from: { path: '^src/locales/' },
      to: {
        pathNot:
          '^(src/(locales|lib|domain/(languages|refusal|rules))|node_modules/(intl-messageformat|@formatjs|@schummar)/)',
      },
    },
    {
      name: 'application-see-no-adapter',
      comment: 'A verb works on every platform and every database.',
      severity: 'error',
      from: { path: '^src/application/' },
      to: { pathNot: '^(src/(application|views|ports|domain|locales|lib)/|node:crypto$|crypto$)' },
    },
    {
      name: 'moving-sees-domain',
      comment: 'An importer turns JSON into a configuration file: no clock, no I/O, nothing of how Tocsin runs.',
      severity: 'error',
      from: { path: '^src/moving/' },
      to: { pathNot: '^(src/(moving|domain|lib)/|node_modules/(zod|yaml|temporal-polyfill)/)' },
    },
    {
      name: 'commands-see-no-adapter',
      comment: 'A command is spelled the same everywhere.',
      severity: 'error',
      from: { path: '^commands/' },
      to: {
        pathNot:
          '^(commands/|src/(application|views|ports|domain|locales|lib)/|node_modules/(leven|temporal-polyfill)/)',
      },
    },
    {
      name: 'adapters-see-ports-and-domain',
      comment: 'An adapter can be read, replaced or deleted without the others.',
      severity: 'error',
      from: { path: '^adapters/([^/]+)/' },
      to: { path: '^(src|commands|adapters)/', pathNot: '^(src/(ports|domain|schemas|locales|lib)/|adapters/$1/)' },
    },
    {
      name: 'only-app-sees-adapters',
      comment: 'The composition root alone knows which adapters there are.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/(?!compose\\.ts)' },
      to: { path: '^adapters/' },
    },
    only('slack-sdk-in-slack', 'Nobody but the adapter knows Block Kit.', 'slack', '@slack/[^/]+'),
    only(
      'discord-sdk-in-discord',
      'Nobody but the adapter knows embeds.',
      'discord',
      '(discord\\.js|@discordjs/[^/]+|discord-api-types)',
    ),
    only(
      'telegram-sdk-in-telegram',
      'Nobody but the adapter knows inline keyboards.',
      'telegram',
      '(grammy|@grammyjs/[^/]+)',
    ),
    only(
      'mongoose-in-mongo',
      'Documents stay in the database adapter.',
      'mongo',
      '(mongoose|mongodb-memory-server-core)',
    ),
    only('agenda-in-agenda', 'Jobs stay in the scheduler.', 'agenda', '(agenda|@agendajs/[^/]+)'),
    only('ical-in-calendar', 'The feed’s format stays in the feed.', 'calendar', 'ical-generator'),
    only('smtp-in-email-in', 'Mail that comes in stays at its door.', 'email-in', '(smtp-server|mailparser)'),
    only('nodemailer-in-email', 'Mail stays in the mailer.', 'email', 'nodemailer'),
    only('charts-in-email', 'Charts are drawn where they are sent.', 'email', '(vega|@resvg/[^/]+)'),
    only(
      'hono-in-http',
      'Adapters answer with the web’s own Request and Response.',
      '(api|http|web-chat)',
      '(hono|@hono/[^/]+)',
    ),
    only('zod-openapi-in-api', 'The document is made where the answers are.', 'api', 'zod-openapi'),
    {
      name: 'rate-limits-in-lib',
      comment: 'What counts too much is counted in one way.',
      severity: 'error',
      from: { path: '^(src|commands|adapters)/', pathNot: '^src/lib/' },
      to: { path: 'node_modules/rate-limiter-flexible(/|$)' },
    },
    only('rabbitmq-in-amqp', 'Nobody but the adapter knows channels and exchanges.', 'amqp', 'rabbitmq-client'),
    only(
      'standardwebhooks-in-webhook',
      'Who receives webhooks knows the convention, nobody else here does.',
      'webhook',
      'standardwebhooks',
    ),
    only('opentelemetry-in-telemetry', 'Everybody else knows a port for traces.', 'telemetry', '@opentelemetry/[^/]+'),
    only('ioredis-in-redis', 'Nobody but the adapter knows streams.', 'redis', 'ioredis'),
    {
      name: 're2js-in-lib',
      comment: 'Expressions that come from outside are compiled in one place.',
      severity: 'error',
      from: { path: '^(src|commands|adapters)/', pathNot: '^src/lib/' },
      to: { path: 'node_modules/re2js(/|$)' },
    },
    {
      name: 'no-cycles',
      comment: 'A circle of files is one file in disguise, also where it is made of types only.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unlisted-packages',
      comment: 'What is imported is declared.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'everything-resolves',
      comment: 'No import may lead nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
};
