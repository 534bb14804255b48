import type { Stores } from '../../../adapters/mongo/stores.ts';
import { createDirectory } from '../../application/access/amend-directory.ts';
import { readFileText } from '../../config/file.ts';
import { oneLine } from '../../config/mistakes.ts';
import { type ConfigFile, watchConfigFile } from '../../config/reload.ts';
import { systemSecrets } from '../../config/secret-source.ts';
import { exampleSecret, secretsOf } from '../../config/sections/webhooks.ts';
import type { Config } from '../../config.ts';
import type { Log } from '../../ports/runtime.ts';
import type { Tocsin } from '../compose.ts';
import type { EventSinks } from '../event-sinks.ts';
import type { ShutdownSteps } from '../shutdown-steps.ts';

/** Opens the configuration file, follows its changes, and adds the changes that people made in chat. */
export async function openDirectory(config: Config, stores: Stores, log: Log, shutdownSteps: ShutdownSteps) {
  const file = watchConfigFile(config.file, config.directory, log);
  shutdownSteps.push(async () => file.stop());
  const amended = createDirectory(file.current, stores.runtimeChanges, log);
  shutdownSteps.push(() => amended.stop());
  await amended.refresh();
  return { file, amended, directory: amended.current };
}

/** Applies a new configuration file to the parts that do not read the directory each time. */
export function applyReadings(
  file: ConfigFile,
  tocsin: Tocsin,
  sinks: EventSinks,
  hide: (secrets: readonly string[]) => void,
  endSessions: () => Promise<void>,
): void {
  void endSessions();
  file.onReading((read, mistakes) => {
    tocsin.fileRead({ mistakes });
    if (read) {
      hide(read.webhooks.flatMap(secretsOf));
      void sinks.follow(read.webhooks);
      void endSessions();
    }
    tocsin.recorder.record({ via: 'file', act: 'reload', args: {}, outcome: read ? 'done' : 'refused:mistakes' });
  });
}

/** Reads a file that came over the network: a command in it is not run, and counts as a valid secret. */
export function readForComparison(text: string, now: Date) {
  const { directory, mistakes } = readFileText(text, now, { ...systemSecrets, run: () => exampleSecret });
  return directory ? { directory } : { mistakes: mistakes.map(oneLine) };
}
