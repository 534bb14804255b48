import { createBuilder } from '../file/builder.ts';
import type { Imported } from '../file/imported.ts';
import { addPeople } from '../people.ts';
import { readEntries } from '../read.ts';
import type { SourceDocument } from '../source.ts';
import { addGoalertSchedules } from './schedules.ts';
import { addPolicies, addServices } from './services.ts';
import { escalationPolicy, rotation, schedule, service, user, userOverride } from './shapes.ts';

const waysThere: Readonly<Record<string, string>> = {
  SMS: 'SMS',
  VOICE: 'phone',
  WEBHOOK: 'webhook',
  'builtin-twilio-sms': 'SMS',
  'builtin-twilio-voice': 'phone',
  'builtin-webhook': 'webhook',
};

/** Reads the answers of the GraphQL queries in docs/moving-in.md. */
export function importGoalert(documents: readonly SourceDocument[], now: Date): Imported {
  const builder = createBuilder(now);
  const { lines } = builder;
  addPeople(
    builder,
    readEntries(documents, 'users', 'person', user, lines).map(({ id, name, email, role, contactMethods }) => {
      const slack = (contactMethods ?? []).flatMap(({ dest }) => dest?.args?.slack_user_id ?? [])[0];
      return {
        key: id,
        name,
        email,
        ...(role === 'admin' && { role }),
        ...(slack && { accounts: { slack } }),
        otherWays: (contactMethods ?? []).flatMap(({ type, dest }) => waysThere[dest?.type ?? type ?? ''] ?? []),
      };
    }),
  );
  const rotations = new Map(
    readEntries(documents, 'rotations', 'rotation', rotation, lines).map((one) => [one.id, one]),
  );
  const schedules = addGoalertSchedules(
    builder,
    readEntries(documents, 'schedules', 'schedule', schedule, lines),
    rotations,
    readEntries(documents, 'userOverrides', 'override', userOverride, lines),
  );
  const known = { schedules, rotations, rotationSchedules: new Map<string, readonly string[]>() };
  addPolicies(
    builder,
    readEntries(documents, 'escalationPolicies', 'escalation policy', escalationPolicy, lines),
    known,
  );
  addServices(builder, readEntries(documents, 'services', 'service', service, lines));
  return builder.imported();
}
