import type { BlockSuggestion } from '@slack/bolt';
import { withTimeout } from '../../../src/lib/async.ts';
import type { Account, Commands } from '../../../src/ports/commands.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { SELECT_OPTIONS, SUGGESTION_MS } from '../limits.ts';
import { account } from './arrivals.ts';
import { memoryOf, optionsOf } from './form.ts';

type Suggested = ReturnType<typeof optionsOf>;

interface Parts {
  readonly commands: Commands;
  /** Returns the account with its Slack profile. */
  introduced(account: Account): Promise<Account>;
  readonly log: Log;
}

/** Creates the handler that returns the options matching the typed text of a select. Slack waits 3 s. */
export function createSuggestions({ commands, introduced, log }: Parts) {
  return async function suggested({ view, action_id: option, value, user }: BlockSuggestion): Promise<Suggested> {
    const command = memoryOf(view?.private_metadata ?? '')?.input.command;
    if (command === undefined) return [];
    const completion = introduced(account(user.id, user.name)).then((from) =>
      commands.complete({ command, option, typed: value, from, most: SELECT_OPTIONS }),
    );
    const choices = await withTimeout(completion, SUGGESTION_MS).catch((err: unknown) => {
      log.error({ err, command, option }, 'Slack suggestions failed');
      return undefined;
    });
    return optionsOf(choices ?? []).slice(0, SELECT_OPTIONS);
  };
}
