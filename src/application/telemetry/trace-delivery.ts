import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { ActiveSpan, Tracing } from '../../ports/telemetry/tracing.ts';

/** Runs one attempt at a delivery in the trace of the decision that asked for it, or, for what is edited, of the last one. */
export function traceAttempt<T>(
  tracing: Tracing,
  incident: Incident,
  delivery: Delivery,
  run: (active: ActiveSpan) => Promise<T>,
): Promise<T> {
  const { id, kind, platform, outlet, progress } = delivery;
  const asked = progress.shown === 0 ? delivery.trace : undefined;
  return tracing.span(
    {
      name: `deliver ${kind}`,
      parent: asked ?? incident.trace ?? 'none',
      attributes: {
        'tocsin.incident': incident.number,
        'tocsin.delivery': id,
        'tocsin.attempt': progress.failures + 1,
        ...(outlet === undefined ? { 'tocsin.platform': platform } : { 'tocsin.sink': outlet }),
      },
    },
    run,
  );
}
