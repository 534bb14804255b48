import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeptLog } from '../../harness/kept-log.ts';
import { eventually } from '../../harness/wait.ts';
import { accessWith, closeDoors, serveDoor } from '../intake/door.ts';

const log = new KeptLog();
let door: Awaited<ReturnType<typeof serveDoor>>;
let port: number;

beforeAll(async () => {
  door = await serveDoor({ access: accessWith('a-token'), log });
  port = Number(new URL(door.url).port);
});
afterAll(closeDoors);

interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const title = '{"title":"The disk is full","key":"disk"}';
const usual = ['Host: 127.0.0.1', 'Authorization: Bearer a-token', 'Content-Type: application/json'];

/** Sends the request over a connection of its own. A header that comes twice makes it one that is not plain. */
async function send(
  { path = '/v1/alerts', headers = usual, body = title }: { path?: string; headers?: readonly string[]; body?: string },
  isPlain: boolean,
): Promise<Answer> {
  const twice = isPlain ? [] : ['X-Twice: 1', 'X-Twice: 2'];
  const head = [`POST ${path} HTTP/1.1`, ...headers, ...twice, `Content-Length: ${Buffer.byteLength(body)}`];
  const socket = connect(port, '127.0.0.1');
  socket.write(`${[...head, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  await once(socket, 'close');
  const [first = '', ...rest] = Buffer.concat(pieces).toString().split('\r\n\r\n');
  const [line = '', ...lines] = first.split('\r\n');
  const named = lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 2)]);
  return { status: Number(line.split(' ')[1]), headers: new Map(named as [string, string][]), body: rest.join('') };
}

const without = (name: string) => usual.filter((one) => !one.startsWith(name));

describe('a plain POST', () => {
  it.each([
    ['an alert', {}],
    ['a list of alerts', { body: `[${title},${title}]` }],
    ['a field that is not known', { body: '{"title":"Full","colour":"red"}' }],
    ['the address of a sender', { path: '/v1/alerts/grafana-oncall', body: '{"title":"Full","alert_uid":"1"}' }],
    ['a service in the address', { path: '/v1/alerts?service=checkout' }],
    ['an address below one that takes nothing', { path: '/v1/alerts/zabbix/more' }],
    ['an unknown sender', { path: '/v1/alerts/zabix' }],
    ['a body that is no JSON', { body: '{"title":' }],
    ['a body without a title', { body: '{"labels":{}}' }],
    ['no body', { body: '' }],
    ['a token in the address', { path: '/v1/alerts?token=a-token', headers: without('Authorization') }],
    ['no token', { headers: without('Authorization') }],
    ['a wrong token', { headers: [...without('Authorization'), 'Authorization: Bearer wrong'] }],
    ['no content type', { headers: without('Content-Type') }],
    ['another content type', { headers: [...without('Content-Type'), 'Content-Type: image/png'], body: 'x' }],
    ['a body that is said to be compressed and is not', { headers: [...usual, 'Content-Encoding: gzip'] }],
    ['an address with a percent sign', { path: '/v1/alerts/%zz' }],
    ['an address with dots', { path: '/v1/alerts/../alerts' }],
    ['another host', { headers: [...without('Host'), 'Host: tocsin.example.com:8080'] }],
    ['a host that is none', { headers: [...without('Host'), 'Host: a b'] }],
    ['a repeat under its key', { headers: [...usual, 'Idempotency-Key: once'] }],
  ])('is answered as every other request is: %s', async (_, request) => {
    const [plain, general] = [await send(request, true), await send(request, false)];
    expect(plain.status).toBe(general.status);
    expect(plain.body).toBe(general.body);
    const compared = ({ headers }: Answer) =>
      [...headers].filter(([name]) => !['date', 'vary', 'content-length', 'transfer-encoding'].includes(name)).sort();
    expect(compared(plain)).toEqual(compared(general));
  });

  it('brings the alert and what stood in the headers', async () => {
    const { status, body, headers } = await send({ headers: [...usual, 'Idempotency-Key: k-1'] }, true);
    // Only the general way may compress, and says so.
    expect(headers.has('vary')).toBe(false);
    expect([status, JSON.parse(body)]).toEqual([202, { accepted: 1, incidents: [1] }]);
    expect(door.desk.requests.at(-1)).toMatchObject({
      alerts: [{ title: 'The disk is full', fingerprint: 'disk' }],
      key: 'prometheus/api/k-1',
    });
  });

  it('may be larger than one packet, and is refused beyond 8 MiB', async () => {
    const labels = (bytes: number) => `{"title":"Full","description":"${'ä'.repeat(bytes / 2)}"}`;
    expect((await send({ body: labels(1024 * 1024) }, true)).status).toBe(202);
    expect((await send({ body: labels(8 * 1024 * 1024) }, true).catch(() => ({ status: 413 }))).status).toBe(413);
  });

  it('goes on over the same connection after a refusal', async () => {
    const socket = connect(port, '127.0.0.1');
    let answers = '';
    socket.on('data', (piece) => {
      answers += String(piece);
    });
    const one = (headers: readonly string[]) =>
      `${['POST /v1/alerts HTTP/1.1', ...headers, `Content-Length: ${title.length}`].join('\r\n')}\r\n\r\n${title}`;
    socket.write(one(without('Authorization')) + one(usual));
    await eventually('both are answered', () => /401 [\s\S]*202 /.test(answers));
    socket.destroy();
  });

  it('is counted under its route, and as left when its client left before the end', async () => {
    const metrics = async () => (await fetch(`${door.url}/metrics`)).text();
    await send({}, true);
    expect(await metrics()).toContain(
      'http_request_duration_seconds_count{method="POST",route="/v1/alerts",status="202"}',
    );
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(`${['POST /v1/alerts HTTP/1.1', ...usual, 'Content-Length: 500'].join('\r\n')}\r\n\r\n${title}`);
    socket.destroySoon();
    await eventually('it is counted', async () => /route="\/v1\/alerts",status="(?:400|499)"/.test(await metrics()));
  });
});
