import type { CommandStartedEvent, Document } from 'mongodb';
import { expect } from 'vitest';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { KeptLog } from '../../harness/kept-log.ts';

/** A connection on which `examined` can see what is asked. */
export function connectWatched(uri: string): Promise<Mongo> {
  return connectMongo(`${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`, { log: new KeptLog() });
}

/** What the stores ask for while this is done, and what the database looks at to answer it. */
export async function examined(
  mongo: Mongo,
  work: () => Promise<unknown>,
  from = 'incidents',
): Promise<{ keys: number; documents: number; plans: string; asked: number }> {
  const client = mongo.connection.getClient();
  const asked: Document[] = [];
  const note = ({ commandName, command }: CommandStartedEvent) => {
    if (commandName === 'find' && command.find === from) asked.push(command);
  };
  client.on('commandStarted', note);
  await work();
  client.off('commandStarted', note);
  expect(asked).not.toEqual([]);
  const answers = await Promise.all(
    asked.map(({ find, filter, projection, sort, limit }) =>
      mongo.db.command({
        explain: { find, filter, ...(projection && { projection }), ...(sort && { sort }), ...(limit && { limit }) },
        verbosity: 'executionStats',
      }),
    ),
  );
  return {
    keys: sum(answers.map(({ executionStats }) => executionStats.totalKeysExamined)),
    documents: sum(answers.map(({ executionStats }) => executionStats.totalDocsExamined)),
    plans: JSON.stringify(answers.map(({ queryPlanner }) => queryPlanner.winningPlan)),
    asked: asked.length,
  };
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
