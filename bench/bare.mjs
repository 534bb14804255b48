// The least that keeps an alert and pages for it with the same libraries: each request is one alert or a list of them, all that
// wait are written together, a page is one message on Slack, and a second write keeps its result. It has no rules, no record, no
// retry and no cards. Plain JavaScript, so that its memory holds no compiler.
import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { MongoClient } from 'mongodb';

const { uri, slack, people } = JSON.parse(process.env.BARE ?? '{}');
const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {}, getLevel: () => 'error' };
const client = new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, logger: quiet });
const mongo = await new MongoClient(uri).connect();
const incidents = mongo.db().collection('incidents');
const groups = mongo.db().collection('groups');
await incidents.createIndexes([{ key: { number: -1 } }, { key: { outboxAt: 1 } }, { key: { dueAt: 1 } }]);

/** Writes what waits as one command; what arrives meanwhile waits for the next. */
function together(write) {
  let waiting = [];
  let isWriting = false;
  async function drain() {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await write(batch.map(({ one }) => one));
      for (const { kept } of batch) kept();
    }
    isWriting = false;
  }
  return (one) =>
    new Promise((kept) => {
      waiting.push({ one, kept });
      if (isWriting) return;
      isWriting = true;
      setImmediate(drain);
    });
}

const insert = together((documents) => incidents.insertMany(documents, { ordered: false }));
const mark = together((marks) => incidents.bulkWrite(marks, { ordered: false }));
const count = together((counts) =>
  groups.updateOne({ _id: 'one' }, { $inc: { alerts: counts.reduce((sum, one) => sum + one, 0) } }, { upsert: true }),
);

let last = 0;

async function page(alert) {
  last += 1;
  const [number, at, channel] = [last, new Date(), people[last % people.length]];
  const timeline = [
    { type: 'declared', at, title: alert.title, severity: 'sev2', service: alert.service },
    { type: 'paged', at, channel },
  ];
  const outbox = { page: { kind: 'page', channel, state: 'pending' } };
  const _id = String(number);
  await insert({ _id, number, ...alert, timeline, outbox, outboxAt: at, dueAt: at });
  return { _id, number, channel, at, title: alert.title };
}

async function send({ _id, number, channel, at, title }) {
  const text = `#${number} ${title}`;
  const blocks = [{ type: 'section', text: { type: 'mrkdwn', text } }];
  const { ts } = await client.chat.postMessage({ channel, text, blocks });
  const sent = { 'outbox.page.state': 'sent', 'outbox.page.ref': ts };
  const update = { $set: sent, $unset: { outboxAt: '' }, $push: { timeline: { type: 'sent', at, ts } } };
  await mark({ updateOne: { filter: { _id }, update } });
}

async function receive(alerts) {
  if (alerts[0].service === 'grouped') await count(alerts.length);
  else for (const paged of await Promise.all(alerts.map(page))) void send(paged);
}

const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part) => {
    body += part;
  });
  request.on('end', async () => {
    await receive([JSON.parse(body)].flat());
    response.writeHead(202, { 'content-type': 'application/json' }).end('{}');
  });
});
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ rss: process.memoryUsage().rss, cpuMs: (user + system) / 1_000 });
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
