import type { Terminal } from './terminal.ts';

/** Returns the settings, and functions that report the work on the database to the terminal. */
export async function readSettings({ env, err }: Terminal) {
  const [{ loadConfig }, { createLog }] = await Promise.all([import('../config.ts'), import('../app/log.ts')]);
  const config = await loadConfig(env);
  const { log } = createLog('silent', config.settings.secrets, false);
  return { config, circumstances: { log, say: (line: string) => err(`${line}\n`) } };
}
