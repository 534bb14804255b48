import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { BSON } from 'mongodb';

/**
 * As much of mongod as its start needs: its arguments, and the commands that make a replica set of one member. Like
 * the real one it keeps the set's configuration with its files, and stays out of a set in which it does not find its
 * own address. Each start is noted in `starts.jsonl` beside the files.
 */
const args = process.argv.slice(2);
const value = (name: string) => args[args.indexOf(name) + 1] ?? '';
const files = value('--dbpath');
const self = `${value('--bind_ip')}:${value('--port')}`;
const kept = join(files, 'config.json');
appendFileSync(join(files, 'starts.jsonl'), `${JSON.stringify(args)}\n`);

interface Config {
  _id: string;
  version: number;
  members: { _id: number; host: string }[];
}
const config = (): Config | undefined =>
  existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Config) : undefined;

function answer(command: BSON.Document): BSON.Document {
  const name = Object.keys(command)[0] ?? '';
  if (/^(hello|ismaster)$/i.test(name)) {
    const primary = config()?.members[0]?.host === self;
    const set = primary
      ? { setName: value('--replSet'), me: self, hosts: [self], primary: self }
      : { isreplicaset: true };
    return {
      helloOk: true,
      isWritablePrimary: primary,
      ismaster: primary,
      ...set,
      minWireVersion: 0,
      maxWireVersion: 25,
      maxBsonObjectSize: 16_777_216,
      maxMessageSizeBytes: 48_000_000,
      maxWriteBatchSize: 100_000,
      logicalSessionTimeoutMinutes: 30,
      ok: 1,
    };
  }
  if (name === 'ping' || name === 'endSessions') return { ok: 1 };
  if (name === 'replSetGetConfig') {
    const found = config();
    return found ? { config: found, ok: 1 } : refuse(94, 'no replset config has been received');
  }
  if (name === 'replSetInitiate' && !config()) {
    writeFileSync(kept, JSON.stringify({ ...command.replSetInitiate, version: 1 }));
    return { ok: 1 };
  }
  if (name === 'replSetReconfig') {
    if (command.force !== true) return refuse(10107, 'only a primary takes a reconfig that is not forced');
    if (command.replSetReconfig.version <= (config()?.version ?? 0)) return refuse(103, 'the version must be greater');
    writeFileSync(kept, JSON.stringify(command.replSetReconfig));
    return { ok: 1 };
  }
  return refuse(59, `no such command: ${name}`);
}

function refuse(code: number, errmsg: string): BSON.Document {
  return { ok: 0, code, errmsg };
}

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

function reply(socket: Socket, message: Buffer): void {
  const [id, opCode] = [message.readInt32LE(4), message.readInt32LE(12)];
  const query = opCode === OP_QUERY;
  const start = query ? message.indexOf(0, 20) + 9 : 21;
  const body = BSON.serialize(answer(BSON.deserialize(message.subarray(start))));
  // OP_REPLY: flags, cursor id, starting from, number returned. OP_MSG: flags, then one section of kind 0.
  const head = Buffer.alloc(16 + (query ? 20 : 5));
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(id, 8);
  head.writeInt32LE(query ? OP_REPLY : OP_MSG, 12);
  if (query) head.writeInt32LE(1, 32);
  socket.write(Buffer.concat([head, body]));
}

createServer((socket) => {
  let rest = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      reply(socket, rest.subarray(0, rest.readInt32LE(0)));
      rest = rest.subarray(rest.readInt32LE(0));
    }
  });
}).listen(Number(value('--port')), value('--bind_ip'));
