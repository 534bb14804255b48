import type { Context } from '@opentelemetry/api';
import { type AnyValueMap, type Logger, SeverityNumber } from '@opentelemetry/api-logs';
import { isRecord, parsedJson } from '../../../src/lib/values/json.ts';

/** The levels of pino. */
const severities: Readonly<Record<number, readonly [SeverityNumber, string]>> = {
  10: [SeverityNumber.TRACE, 'TRACE'],
  20: [SeverityNumber.DEBUG, 'DEBUG'],
  30: [SeverityNumber.INFO, 'INFO'],
  40: [SeverityNumber.WARN, 'WARN'],
  50: [SeverityNumber.ERROR, 'ERROR'],
  60: [SeverityNumber.FATAL, 'FATAL'],
};

/** Sends a line of the log along, as it was written: secrets are struck out of it already. */
export function createLogLines(logger: Logger, context: () => Context): (line: string) => void {
  return (line) => {
    const record = parsedJson(line);
    if (!isRecord(record)) return;
    const { level, time, msg, trace_id: _trace, span_id: _span, ...attributes } = record;
    const [severityNumber, severityText] = severities[Number(level)] ?? [SeverityNumber.INFO, 'INFO'];
    logger.emit({
      timestamp: Number(time),
      severityNumber,
      severityText,
      body: String(msg ?? ''),
      attributes: attributes as AnyValueMap,
      context: context(),
    });
  };
}
