import { z } from 'zod';
import { type Via, viaNames } from '../domain/people.ts';
import { momentJson, personIdJson } from './incident.ts';

/** An audit record: a person or program did something, or tried to. */
export const auditEntryJson = z
  .object({
    id: z.string().meta({ description: 'Never changes and never comes again' }),
    time: momentJson,
    by: personIdJson.optional().meta({ description: 'Absent: nobody who is known' }),
    via: z
      .enum([...(Object.keys(viaNames) as Via[]), 'file', 'command-line'])
      .meta({ description: 'file: the configuration file; command-line: the program `tocsin` itself' }),
    account: z.string().optional().meta({ description: 'The account on the platform, or the name of the token' }),
    act: z.string().meta({ description: 'Such as ack' }),
    args: z.record(z.string(), z.string()).meta({ description: 'Each value cut after 200 characters; no secrets' }),
    incident: z.int().min(1).optional().meta({ description: 'The number of the incident that it was about' }),
    outcome: z.string().meta({ description: 'done, failed, or refused: and the rule that said no' }),
  })
  .meta({ id: 'AuditEntry', description: 'Something that somebody did, or tried to do' });

type Kept = Omit<z.output<typeof auditEntryJson>, 'time'> & { readonly at: Date };

export function auditEntryToJson({ id, at, by, via, account, act, args, incident, outcome }: Kept) {
  return {
    id,
    time: at.toISOString(),
    ...(by !== undefined && { by }),
    via,
    ...(account !== undefined && { account }),
    act,
    args,
    ...(incident !== undefined && { incident }),
    outcome,
  };
}
