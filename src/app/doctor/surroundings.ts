import { z } from 'zod';
import { usualTiming } from '../../../adapters/email/timing.ts';
import { connectMongo } from '../../../adapters/mongo/connection/connect.ts';
import { runningEmbedded } from '../../../adapters/mongo/embedded/start.ts';
import { findUnreadable } from '../../../adapters/mongo/incidents/unreadable-incidents.ts';
import { refuseHalfRestored } from '../../../adapters/mongo/migrations/data-version.ts';
import type { Settings } from '../../config/settings.ts';
import type { Config } from '../../config.ts';
import { unreadableName } from '../../domain/incident/listed.ts';
import { isLoopback } from '../../lib/loopback.ts';
import type { Log } from '../../ports/runtime.ts';
import { type CallPlatform, type ClockReadings, PlatformAway } from './call-platform.ts';
import { type Finding, findingsAbout } from './finding.ts';

const newestLookedAt = 1_000;
const mostNamed = 20;
const databaseWithinMs = 5_000;
/** A platform gives its time in whole seconds. */
const clockToleratedMs = 5_000;
/** Slack's signatures are valid for five minutes. */
const clockWrongMs = 60_000;

/** Logs in at the mail server, and sends nothing. */
export async function examineMail({ smtpUrl }: NonNullable<Settings['email']>, log: Log): Promise<readonly Finding[]> {
  const { found, ok, problem } = findingsAbout('Email');
  const { connectMailServer } = await import('../../../adapters/email/mail-server.ts');
  try {
    const server = await connectMailServer(smtpUrl, { log, timing: usualTiming, onDisconnect: () => undefined });
    await server.close();
    ok('The mail server takes the login.');
  } catch (err) {
    problem(sentence(err));
  }
  return found;
}

/** Examines the server and the version of the database. Writes nothing. */
export async function examineDatabase({ uri, dataDir }: Settings['database'], log: Log): Promise<readonly Finding[]> {
  const { found, ok, warning, problem } = findingsAbout('Database');
  const address = uri ?? (await runningEmbedded(dataDir));
  if (address === undefined) {
    ok(`The embedded database does not run now; it starts with Tocsin, in ${dataDir}.`);
    return found;
  }
  try {
    const mongo = await connectMongo(address, { log, giveUpAfterMs: databaseWithinMs });
    try {
      await mongo.ping();
      await refuseHalfRestored(mongo.db);
      const hello = await mongo.db.command({ hello: 1 });
      if (!uri) warning('The embedded database runs. It is for trying Tocsin out: set MONGODB_URI in production.');
      else if (hello.setName || hello.msg === 'isdbgrid') ok('MongoDB answers, as a replica set.');
      else warning('MongoDB answers as a single server: when it is away, nobody is paged. Make it a replica set.');
      const { found: unreadable, skipped } = await findUnreadable(mongo.connection, newestLookedAt);
      if (skipped > 0)
        ok(
          `Of the incidents the newest ${newestLookedAt} and the open ones were looked at, not ${skipped} older ones.`,
        );
      const rest = unreadable.length > mostNamed ? ` and ${unreadable.length - mostNamed} more` : '';
      if (unreadable.length > 0)
        problem(
          `Incidents cannot be read, and are left out of lists: ${unreadable.slice(0, mostNamed).map(unreadableName).join(', ')}${rest}. Run the version of Tocsin that wrote them or a later one; if they are damaged, restore a backup.`,
        );
    } finally {
      await mongo.close();
    }
  } catch (err) {
    problem(sentence(err));
  }
  return found;
}

/** Examines the URL that people and platforms use by a request to it. */
export async function examinePublicUrl(
  { http, slack, telegram }: Settings,
  call: CallPlatform,
): Promise<readonly Finding[]> {
  const { found, ok, warning, problem } = findingsAbout('PUBLIC_URL');
  const isNeeded = (slack && !slack.appToken) || telegram?.webhookSecret !== undefined;
  const wrong = isNeeded ? problem : warning;
  const why = isNeeded ? ' A platform delivers there' : ' Links in messages begin with it';
  const todo = 'start Tocsin, or correct PUBLIC_URL, the proxy or the firewall';
  if (!isSecureContext(http.publicUrl))
    warning(
      `Browsers allow notifications on https only, and ${http.publicUrl} is not: put a proxy with TLS before Tocsin.`,
    );
  try {
    const { status } = await call(`${http.publicUrl}/health/live`, z.unknown());
    if (status === 200) ok(`Tocsin answers at ${http.publicUrl}.`);
    else wrong(`${http.publicUrl}/health/live answers ${status}.${why}: ${todo}.`);
  } catch (err) {
    if (!(err instanceof PlatformAway)) throw err;
    wrong(`Nothing answers at ${http.publicUrl} (${err.message}).${why}: ${todo}.`);
  }
  return found;
}

/** Returns whether browsers give a page at this URL notifications and push. */
function isSecureContext(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || isLoopback(hostname);
}

/** @param clocks how far this machine's clock is ahead of each platform's */
export function examineClock(clocks: ClockReadings): readonly Finding[] {
  const { found, ok, warning, problem } = findingsAbout('Clock');
  const [median] = [...clocks].sort((a, b) => a - b).slice(Math.floor(clocks.length / 2));
  if (median === undefined) return found;
  const off = Math.abs(median);
  const how = `${Math.round(off / 1000)} s ${median > 0 ? 'ahead of' : 'behind'} the platforms’`;
  const todo = 'set it by NTP';
  if (off >= clockWrongMs)
    problem(`The clock of this machine is ${how}, and shifts change at the wrong time: ${todo}.`);
  else if (off >= clockToleratedMs) warning(`The clock of this machine is ${how}: ${todo}.`);
  else ok('The clock of this machine is right.');
  return found;
}

/** Examines the configuration: people who cannot be reached, and entries that are probably mistakes. */
export function examineFile({ peopleMistakes, warnings, directory, demo, file }: Config): readonly Finding[] {
  const { found, ok, warning, problem } = findingsAbout('File');
  const told = new Set(peopleMistakes.map(({ where, what }) => `${where}: ${what}`));
  if (demo) warning('There is no tocsin.yaml here, so the demo team is used: “tocsin init” writes one.');
  else ok(`${file} is in order.`);
  for (const mistake of told) problem(mistake);
  for (const text of warnings.filter((one) => !told.has(one))) warning(text);
  const zones = new Set(
    [...directory.people.values(), ...directory.schedules.values()].map(({ timezone }) => timezone),
  );
  const unknown = [...zones].filter((zone) => !isKnown(zone));
  if (unknown.length > 0) problem(`Node does not know the time zones ${unknown.join(', ')}: use a Node with full ICU.`);
  else ok(`Every time zone is known (${zones.size}).`);
  return found;
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

function sentence(err: unknown): string {
  return err instanceof Error ? err.message : String(err);
}
