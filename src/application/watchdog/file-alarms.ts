import { operatorsRooms } from '../../domain/operators-rooms.ts';
import { shortHash } from '../../lib/values/digest.ts';
import { fileAlarm, fileGoodNotification } from '../../views/admin/file.ts';
import { houseReader } from '../../views/reader.ts';
import { alarm } from '../delivery/operators.ts';
import type { World } from '../world.ts';

/** Processes that read the same text within this time send one alarm. */
const windowMs = 60 * 60_000;

/** What a process found when it read the changed configuration file. No mistakes: it is in force. */
export interface FileFinding {
  readonly mistakes: readonly string[];
}

export interface FileAlarms {
  /** Keeps what was found, for the next look. */
  found(finding: FileFinding): void;
  /** Tells the operators of each mistake once, and once that the file is in force again. */
  look(): Promise<void>;
}

interface Reported {
  readonly mistakes: ReadonlySet<string>;
  readonly since: Date;
}

/** Watches the configuration file of this process. */
export function alarmAboutFile({
  clock,
  directory,
  platforms,
  outbox,
}: Pick<World, 'clock' | 'directory' | 'platforms' | 'outbox'>): FileAlarms {
  let latest: FileFinding | undefined;
  let reported: Reported | undefined;
  /** How often the file became good in a window: the same mistake is news again after that. */
  let good = { window: '', times: 0 };

  async function tell(cause: string, message: Parameters<typeof alarm>[2]): Promise<void> {
    await outbox.notify(alarm(operatorsRooms(directory(), platforms), cause, message, 1));
  }

  function timesGood(at: Date): number {
    return good.window === windowOf(at) ? good.times : 0;
  }

  function causeOf(at: Date, mistakes: Iterable<string>): string {
    return `file/${windowOf(at)}/${timesGood(at)}/${keyOf(mistakes)}`;
  }

  return {
    found(finding) {
      latest = finding;
    },
    async look() {
      const finding = latest;
      if (!finding) return;
      const now = clock.now();
      const reader = houseReader(directory(), now);
      const { mistakes } = finding;
      if (mistakes.length === 0) {
        if (reported) {
          await tell(
            `${causeOf(reported.since, reported.mistakes)}/good`,
            fileGoodNotification(reported.since, reader),
          );
          good = { window: windowOf(now), times: timesGood(now) + 1 };
        }
        reported = undefined;
      } else {
        const known = reported?.mistakes ?? new Set<string>();
        const others = mistakes.filter((mistake) => !known.has(withoutLine(mistake)));
        const next = { mistakes: new Set([...known, ...mistakes.map(withoutLine)]), since: reported?.since ?? now };
        if (others.length > 0) await tell(causeOf(now, others), fileAlarm(others, reader));
        reported = next;
      }
      if (latest === finding) latest = undefined;
    },
  };
}

/** A mistake stays the same when lines above it come or go. */
function withoutLine(mistake: string): string {
  return mistake.replace(/ ?\(?\bline \d+\)?:?/, '');
}

function windowOf(at: Date): string {
  return new Date(at.getTime() - (at.getTime() % windowMs)).toISOString();
}

function keyOf(mistakes: Iterable<string>): string {
  return shortHash([...mistakes].sort().join('\n'), 16);
}
