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

export const allowedNames: readonly AllowedName[] = [
  { word: 'sender', folder: 'adapters/intake/', reason: 'the shape that a monitor posts, as `sender:` in the file' },
  { word: 'sender', folder: 'src/config/', reason: '`sender:` of an integration in the file' },
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
  { word: 'notice', folder: 'adapters/web-chat/page/', reason: 'what a browser shows over the page' },
];
