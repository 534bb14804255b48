import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Value {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}
type Attributes = readonly { readonly key: string; readonly value: Value }[];
type Plain = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ReceivedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  /** 2: it failed. */
  readonly status: { readonly code?: number };
  readonly attributes: Plain;
  readonly resource: Plain;
}

export interface ReceivedLine {
  readonly text: string;
  readonly traceId?: string;
  readonly attributes: Plain;
}

export interface ReceivedMetric {
  readonly name: string;
  readonly unit: string;
  readonly sum?: { readonly dataPoints: readonly object[]; readonly isMonotonic: boolean };
  readonly histogram?: { readonly dataPoints: readonly object[] };
}

interface Batch {
  readonly resource: { readonly attributes: Attributes };
}

/** A collector that takes OTLP over HTTP as JSON, and keeps what it is sent. */
export interface OtlpReceiver {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  readonly lines: ReceivedLine[];
  readonly metrics: ReceivedMetric[];
  /** Of each request: its path and its headers. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[];
  /** It refuses everything while this is set. */
  refuses: boolean;
  close(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const received = {
    spans: [] as ReceivedSpan[],
    lines: [] as ReceivedLine[],
    metrics: [] as ReceivedMetric[],
    requests: [] as { path: string; headers: IncomingMessage['headers'] }[],
    refuses: false,
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.requests.push({ path: request.url ?? '', headers: request.headers });
      if (!received.refuses && request.headers['content-type'] === 'application/json') {
        keep(received, JSON.parse(Buffer.concat(chunks).toString()));
      }
      response.writeHead(received.refuses ? 400 : 200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(received, {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

interface Export {
  readonly resourceSpans?: readonly (Batch & {
    readonly scopeSpans: readonly { readonly spans: readonly (ReceivedSpan & { readonly attributes: Attributes })[] }[];
  })[];
  readonly resourceLogs?: readonly (Batch & {
    readonly scopeLogs: readonly {
      readonly logRecords: readonly {
        readonly body: Value;
        readonly traceId?: string;
        readonly attributes: Attributes;
      }[];
    }[];
  })[];
  readonly resourceMetrics?: readonly (Batch & {
    readonly scopeMetrics: readonly { readonly metrics: readonly ReceivedMetric[] }[];
  })[];
}

function keep(received: Pick<OtlpReceiver, 'spans' | 'lines' | 'metrics'>, given: Export): void {
  for (const { resource, scopeSpans } of given.resourceSpans ?? [])
    for (const span of scopeSpans.flatMap(({ spans }) => spans))
      received.spans.push({ ...span, attributes: plain(span.attributes), resource: plain(resource.attributes) });
  for (const { scopeLogs } of given.resourceLogs ?? [])
    for (const { body, traceId, attributes } of scopeLogs.flatMap(({ logRecords }) => logRecords))
      received.lines.push({ text: body.stringValue ?? '', ...(traceId && { traceId }), attributes: plain(attributes) });
  for (const { scopeMetrics } of given.resourceMetrics ?? [])
    received.metrics.push(...scopeMetrics.flatMap(({ metrics }) => metrics));
}

function plain(attributes: Attributes = []): Plain {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.stringValue ??
        value.boolValue ??
        value.doubleValue ??
        (value.intValue === undefined ? undefined : Number(value.intValue)),
    ]),
  );
}
