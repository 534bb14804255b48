/** A compound of the glossary itself, or a verb, in which a banned word means something else. */
export const allowedPhrases: readonly { readonly phrase: string; readonly reason: string }[] = [
  { phrase: 'dead letter', reason: 'the glossary: a delivery that was given up' },
  { phrase: 'dead letters', reason: 'the same, in the plural' },
  { phrase: 'post mortem', reason: 'the document after an incident' },
  { phrase: 'go on', reason: 'the verb: continue' },
  { phrase: 'let go', reason: 'the verb: release' },
  { phrase: 'go zero', reason: "the zero time of Go, the language of Prometheus' alerts" },
  { phrase: 'round robin', reason: "PagerDuty's and OnCall's name for a way to choose whom to page" },
  { phrase: 'same day', reason: 'the adjective, in a comparison of dates' },
  { phrase: 'same time', reason: 'the adjective, in a comparison of times' },
  { phrase: 'same services', reason: 'the adjective, in a comparison of lists' },
  { phrase: 'same progress', reason: 'the adjective, in a comparison of deliveries' },
];

/** A name in which a banned word is the right one, wherever it is or in one folder. */
export interface AllowedName {
  readonly word: string;
  /** Exactly these; all when absent. */
  readonly names?: readonly string[];
  /** The beginning of the path; everywhere when absent. */
  readonly folder?: string;
  readonly reason: string;
}

/** Fields of documents that are in databases already: to rename them would cost every installation a migration. */
const storedFields: readonly AllowedName[] = [
  ['ask', 'askAt', 'src/domain/incident/incident.ts'],
  ['watch', 'watch', 'src/domain/incident/incident.ts'],
  ['notice', 'noticeSeq', 'src/domain/incident/incident.ts'],
  ['round', 'round', 'src/domain/incident/'],
  ['round', 'round', 'src/domain/escalation/step.ts'],
  ['outlet', 'outlet', 'src/domain/incident/deliveries/delivery.ts'],
  ['turn', 'turns', 'src/domain/alerts/grouped-alert.ts'],
  ['letter', 'letters', 'adapters/mongo/collections/runtime-changes.ts'],
  ['letter', 'letters', 'adapters/mongo/collections/linked-accounts.ts'],
  ['mark', 'marks', 'adapters/mongo/incidents/incident-document.ts'],
  ['place', 'places', 'adapters/mongo/incidents/incident-document.ts'],
  ['place', 'roomPlaces', 'adapters/mongo/incidents/incident-document.ts'],
  ['spelling', 'spelling', 'adapters/mongo/collections/dialogs.ts'],
].map(([word = '', name = '', folder = '']) => ({ word, names: [name], folder, reason: 'a stored field' }));

export const allowedNames: readonly AllowedName[] = [
  ...storedFields,
  { word: 'place', names: ['places'], folder: 'src/ports/commands.ts', reason: 'a field of forms that are still open' },
  { word: 'round', names: ['round'], folder: 'src/schemas/', reason: 'a field of events in the API' },
  { word: 'figure', names: ['figures'], folder: 'src/ports/reporting.ts', reason: 'a field that the web page reads' },
  { word: 'sender', folder: 'adapters/intake/', reason: 'the shape that a monitor posts, as `sender:` in the file' },
  { word: 'sender', folder: 'src/config/', reason: '`sender:` of an integration in the file' },
  { word: 'sender', folder: 'src/domain/alerts/integration.ts', reason: '`sender:` of an integration in the file' },
  { word: 'sender', folder: 'src/ports/alerts.ts', reason: 'the shape of a payload, as `sender:` in the file' },
  { word: 'sender', folder: 'adapters/email', reason: 'who sent an e-mail' },
  { word: 'ask', names: ['askHttp', 'askTcp', 'askTls', 'askOnce'], reason: 'the verb: a check asks a server' },
  { word: 'watch', names: ['watchConfigFile'], reason: "the verb of Node's fs.watch" },
  ...['spoken', 'said'].flatMap((word) =>
    ['src/lib/spoken-', 'src/domain/on-call/spoken-'].map((folder) => ({
      word,
      folder,
      reason: 'a time or a length of time in the words of a person, such as "tomorrow at nine"',
    })),
  ),
  { word: 'span', folder: 'adapters/telemetry/', reason: 'a part of a trace, as OpenTelemetry calls it' },
  { word: 'span', folder: 'src/ports/telemetry/', reason: 'a part of a trace, as OpenTelemetry calls it' },
  { word: 'span', folder: 'adapters/telegram/', reason: 'a stretch of text with one style, as in HTML' },
  {
    word: 'post',
    folder: 'adapters/web-chat/',
    reason: 'what stands in a room of the chat: a Message with its author and time',
  },
  { word: 'post', folder: 'adapters/mongo/web-chat/', reason: 'the same, as it is kept' },
  { word: 'post', folder: 'src/ports/web-chat.ts', reason: 'the same' },
  { word: 'post', names: ['post'], folder: 'adapters/', reason: 'the verb: post a message into a chat, or by HTTP' },
  { word: 'notice', folder: 'adapters/web-chat/page/', reason: 'what a browser shows over the page' },
];
