import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertFrom, record } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { readPayload } from '../../reading/payload.ts';
import { buildShapes } from './builds.ts';
import { hostShapes } from './hosts.ts';
import { monitorShapes } from './monitors.ts';
import { rows } from './row-list.ts';
import { shapeOfRow } from './rows.ts';
import { serviceShapes } from './services.ts';
import type { KnownShape } from './shape.ts';

const shapes: readonly KnownShape[] = [
  ...hostShapes,
  ...buildShapes,
  ...monitorShapes,
  ...serviceShapes,
  ...rows.map(shapeOfRow),
];

/** Split once: every body that no sender has marked is held against all of them. */
const signed = shapes.map((shape) => ({ shape, signs: shape.signs.map((sign) => sign.split('.')) }));

/**
 * Reads a body in a shape that is certain but has no address of its own.
 *
 * @returns undefined when it has none of them; no alerts for what neither begins nor ends anything
 */
export function readKnownShape(source: string, body: unknown, notes: IntakeNotes): readonly Alert[] | undefined {
  const known = knownShape(body, notes);
  if (!known) return undefined;
  const { shape, given } = known;
  return [shape.read(given)]
    .flat()
    .flatMap(({ status, title, ...fields }) =>
      status === 'silent' ? [] : [alertFrom(source, { ...fields, status, title: [title, shape.name] })],
    );
}

export function hasKnownShape(body: unknown, notes: IntakeNotes): boolean {
  return knownShape(body, notes) !== undefined;
}

function knownShape(body: unknown, notes: IntakeNotes) {
  if (!record.safeParse(body).success) return undefined;
  const given = readPayload(body, notes);
  const found = signed.find(
    ({ shape, signs }) => signs.every((sign) => hasPath(body, sign)) && (shape.isMeant?.(given) ?? true),
  );
  return found && { shape: found.shape, given };
}

function hasPath(body: unknown, path: readonly string[]): boolean {
  let at = body;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return true;
}
