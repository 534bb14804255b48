import { isRecord } from '../../../src/lib/values/json.ts';
import { readJsonOrText } from '../reading/json.ts';
import type { IntakeNotes } from '../reading/notes.ts';
import { hasKnownShape } from './known-shapes/read.ts';
import { senderOfShape } from './shapes.ts';

/** Where programs that pass a request on put its body: n8n, Node-RED, AWS API Gateway, Lambda, Pub/Sub and queues. */
const contents = ['body', 'data', 'payload', 'message'];
/** What queues say of a message beside it. */
const ofQueues = words(
  'messageid publishtime timestamp time receivedat attributes subscription topic partition offset version specversion',
  'datacontenttype contenttype encoding isbase64encoded',
);
/** What is said of a request beside its body. Without headers, a host or an address may belong to an alert. */
const ofRequests = words(
  'headers multivalueheaders params query querystring querystringparameters multivaluequerystringparameters method',
  'rawquerystring path rawpath pathparameters resource stagevariables requestcontext routekey httpmethod url host',
  'cookies ip id webhookurl executionmode',
);
const deepest = 4;

/**
 * Returns what a program passed on inside an envelope that says nothing itself: `{"body": "{…}", "headers": {…}}`,
 * `{"data": {…}}`. A body that has a shape of its own stays as it is.
 */
export function opened(body: unknown, notes: IntakeNotes, depth = 0): unknown {
  if (!isRecord(body) || depth === deepest) return body;
  const names = Object.keys(body);
  const [name, second] = names.filter((one) => contents.includes(one.toLowerCase()));
  if (name === undefined || second !== undefined) return body;
  const beside = names.filter((one) => one !== name).map((one) => one.toLowerCase().replaceAll(/[_-]/g, ''));
  const isRequest = isRecord(body.headers);
  if (!beside.every((one) => ofQueues.has(one) || (isRequest && ofRequests.has(one)))) return body;
  const inside = contentOf(body[name]);
  if (inside === undefined || senderOfShape(body) !== undefined || hasKnownShape(body, notes)) return body;
  return opened(inside, notes, depth + 1);
}

/** Returns an object or a list of objects, which may be written as JSON or as JSON in base64; undefined: it is something else. */
function contentOf(value: unknown): unknown {
  if (typeof value === 'string') {
    const read = [value, Buffer.from(value, 'base64').toString()].map(readJsonOrText);
    return read.map((one) => (typeof one === 'string' ? undefined : contentOf(one))).find((one) => one !== undefined);
  }
  if (Array.isArray(value)) return value.some(isRecord) ? value : undefined;
  return isRecord(value) && Object.keys(value).length > 0 ? value : undefined;
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
