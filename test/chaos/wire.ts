import { BSON } from 'mongodb';

const headerBytes = 16;
const opMessage = 2013;

/** One message of the database's protocol, with what it says as text, for a test to look for words in it. */
export interface WireMessage {
  readonly bytes: Buffer;
  readonly id: number;
  readonly answers: number;
  text(): string;
}

/** Takes bytes as they come, and gives the messages that are whole by then. */
export function messagesFrom(): (bytes: Buffer) => WireMessage[] {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes) => {
    rest = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
    const found: WireMessage[] = [];
    while (rest.length >= headerBytes && rest.length >= rest.readInt32LE(0)) {
      const whole = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(whole.length);
      found.push({
        bytes: whole,
        id: whole.readInt32LE(4),
        answers: whole.readInt32LE(8),
        text: () => textOf(whole),
      });
    }
    return found;
  };
}

function textOf(message: Buffer): string {
  if (message.readInt32LE(12) !== opMessage) return '';
  const parts: string[] = [];
  for (let at = headerBytes + 4; at < message.length; ) {
    const kind = message[at];
    at += 1;
    const size = message.readInt32LE(at);
    if (kind === 0) parts.push(shown(message.subarray(at, at + size)));
    else {
      let document = message.indexOf(0, at + 4) + 1;
      while (document < at + size) {
        const length = message.readInt32LE(document);
        parts.push(shown(message.subarray(document, document + length)));
        document += length;
      }
    }
    at += size;
  }
  return parts.join('\n');
}

function shown(document: Buffer): string {
  return JSON.stringify(BSON.deserialize(document), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

/** Whether this text is a command that writes, and speaks of this title. */
export function writes(text: string, title = ''): boolean {
  return /^\{"(?:bulkWrite|insert|update)"/.test(text) && text.includes(title);
}

/** The talk by which a driver finds out what a server is. */
export function isGreeting(message: WireMessage): boolean {
  const text = message.text();
  return text === '' || /^\{"(?:hello|ismaster|isMaster|endSessions)"/.test(text);
}

const notPrimaryCodes = {
  'not primary': { code: 10_107, codeName: 'NotWritablePrimary' },
  interrupted: { code: 11_602, codeName: 'InterruptedDueToReplStateChange' },
} as const;

/** What a server of a replica set answers when it is not, or no longer, the one that writes. */
export function notPrimary(answers: number, why: keyof typeof notPrimaryCodes = 'not primary'): Buffer {
  const { code, codeName } = notPrimaryCodes[why];
  const said = BSON.serialize({ ok: 0, errmsg: codeName, code, codeName, errorLabels: ['RetryableWriteError'] });
  const head = Buffer.alloc(headerBytes + 5);
  head.writeInt32LE(head.length + said.length, 0);
  head.writeInt32LE(answers, 8);
  head.writeInt32LE(opMessage, 12);
  return Buffer.concat([head, said]);
}
