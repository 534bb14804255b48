import type { Terminal } from '../terminal.ts';

/** Returns the settings, and what of the work on the database is worth telling whoever waits. */
export async function readSettings({ env, err }: Terminal) {
  const [{ loadConfig }, { createLog }] = await Promise.all([import('../../config.ts'), import('../../app/log.ts')]);
  const config = await loadConfig(env);
  const { log } = createLog('silent', config.settings.secrets, false);
  return { config, circumstances: { log, say: (line: string) => err(`${line}\n`) } };
}
