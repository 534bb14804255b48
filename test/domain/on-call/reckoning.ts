import type { Layer, Restriction, Schedule } from '../../../src/domain/on-call/schedule.ts';

/**
 * The rules of a schedule said a second time, slowly and without Temporal: hand-over by hand-over from the start, local
 * times by asking Intl what the clock on the wall shows. Dates that need no zone are Dates read as UTC.
 */
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the wall clock shows at that moment, as the UTC milliseconds of the same reading. */
function wallClock(at: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(zone, format);
  const read = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(read.year!, read.month! - 1, read.day!, read.hour!, read.minute!, read.second!);
}

const moments = new Map<string, number>();

/** The first moment at which the wall clock shows this; when it never does, later by what it skips. */
function momentOf(reading: number, zone: string): number {
  const key = `${zone} ${reading}`;
  const moment = moments.get(key) ?? askedMoment(reading, zone);
  moments.set(key, moment);
  return moment;
}

function askedMoment(reading: number, zone: string): number {
  const offsets = [reading - 2 * dayMs, reading + 2 * dayMs].map((near) => wallClock(near, zone) - near);
  const tried = offsets.map((offset) => reading - offset).filter((at) => wallClock(at, zone) === reading);
  return tried.length > 0 ? Math.min(...tried) : reading - offsets[0]!;
}

function readingOf(local: string): number {
  return Date.parse(`${local}Z`);
}

/** Everybody in question at every sampled moment. */
export function reckoned(schedule: Schedule, moments: readonly number[]): (string | undefined)[] {
  const from = Math.min(...moments);
  const to = Math.max(...moments) + 1;
  const layers = schedule.layers.map((layer) => {
    const zone = layer.timezone ?? schedule.timezone;
    return {
      turns: turnsOf(layer, zone, to),
      open: layer.only && openTimes(layer.only, zone, from, to),
      over: layer.ends === undefined ? Number.POSITIVE_INFINITY : overAt(layer.ends, zone),
    };
  });
  return moments.map((at) => {
    let person: string | undefined;
    for (const { turns, open, over } of layers) {
      const turn = at < over ? turns.findLast((begun) => begun.from <= at) : undefined;
      // A turn of nobody takes nothing from the layers below.
      if (turn?.person === 'nobody') continue;
      if (turn && (!open || open.some((time) => time.from <= at && at < time.to))) person = turn.person;
    }
    for (const override of schedule.overrides) {
      const begins = momentOf(readingOf(override.from), schedule.timezone);
      const ends = momentOf(readingOf(override.to), schedule.timezone);
      if (begins <= at && at < ends) person = override.person;
    }
    return person;
  });
}

/** A local time, or with `Z` an exact one. */
function overAt(ends: string, zone: string): number {
  return ends.endsWith('Z') ? Date.parse(ends) : momentOf(readingOf(ends), zone);
}

function turnsOf(layer: Layer, zone: string, to: number): { person: string; from: number }[] {
  const begins = layer.every.cron
    ? readingsByCron(layer, layer.every.cron, zone, to)
    : readingsByLength(layer, zone, to);
  const hasTime = layer.only?.length ? minutesOfTheWeek(layer.only) : undefined;
  let counted = 0;
  return begins.slice(0, -1).map((reading, number) => {
    const ends = begins[number + 1]!;
    const counts = !hasTime || somewhere(hasTime, reading, ends);
    if (counts) counted += 1;
    const elapsed = layer.every.elapsed ? momentOf(begins[0]!, zone) + (reading - begins[0]!) : undefined;
    const person = layer.people[Math.max(0, counted - 1) % layer.people.length]!;
    return { person, from: elapsed ?? momentOf(reading, zone) };
  });
}

/** When each shift begins on the wall, and past the end by more than any zone skips. */
function readingsByLength({ every, starts }: Layer, zone: string, to: number): number[] {
  const step = every.hours ? every.hours * hourMs : every.days! * dayMs;
  const readings = [readingOf(starts)];
  const last = wallClock(to, zone) + 2 * dayMs;
  while (readings.at(-1)! < last) readings.push(readings.at(-1)! + step);
  return readings;
}

/** Minute by minute on the wall. */
function readingsByCron(layer: Layer, cron: string, zone: string, to: number): number[] {
  const meets = cronMeets(cron);
  const starts = readingOf(layer.starts);
  const readings = [starts];
  const last = wallClock(to, zone) + 2 * dayMs;
  for (let reading = starts + 60_000; reading < last || readings.at(-1)! < last; reading += 60_000) {
    if (meets(reading)) readings.push(reading);
  }
  return readings;
}

/** Which minutes of a week, from 0 on Thursday as 1970 began, the hours allow. */
function minutesOfTheWeek(only: readonly Restriction[]): boolean[] {
  const allowed = Array.from({ length: 7 * 1440 }, () => false);
  for (const [day, name] of (['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const).entries()) {
    for (const { days, from, to } of only) {
      if (days?.length && !days.includes(name)) continue;
      const night = minutesOf(to) <= minutesOf(from) ? 1440 : 0;
      for (let minute = minutesOf(from); minute < minutesOf(to) + night; minute += 1) {
        allowed[(day * 1440 + minute) % allowed.length] = true;
      }
    }
  }
  return allowed;
}

function somewhere(allowed: readonly boolean[], from: number, to: number): boolean {
  for (let reading = from; reading < to && reading < from + 7 * dayMs; reading += 60_000) {
    if (allowed[(reading / 60_000) % allowed.length]) return true;
  }
  return false;
}

const cronNames = [
  ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map((name, at) => [
    name,
    at + 1,
  ]),
  ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((name, at) => [name, at]),
].flat() as [string, number][];

/** Lists, ranges, steps and names, as crontab(5) has them: a day matches by its date or, when both are given, its weekday. */
export function cronMeets(cron: string): (reading: number) => boolean {
  // Sunday is 7 where it ends a range.
  const begun = cron.replaceAll('-sun', '-7');
  const texts = cronNames.reduce((text, [name, at]) => text.replaceAll(name, String(at)), begun).split(' ');
  const [minutes, hours, dates, months, days] = texts.map(
    (text, field) => new Set(text.split(',').flatMap((part) => numbersIn(part, field === 2 || field === 3 ? 1 : 0))),
  );
  return (reading) => {
    const at = new Date(reading);
    if (!minutes!.has(at.getUTCMinutes()) || !hours!.has(at.getUTCHours())) return false;
    if (!months!.has(at.getUTCMonth() + 1)) return false;
    const onDate = dates!.has(at.getUTCDate());
    const onDay = days!.has(at.getUTCDay()) || (at.getUTCDay() === 0 && days!.has(7));
    return texts[2] === '*' || texts[4] === '*' ? onDate && onDay : onDate || onDay;
  };
}

function numbersIn(part: string, least: number): number[] {
  const [range = '', step = '1'] = part.split('/');
  const [first = '', last = first] = range === '*' ? [String(least), '59'] : range.split('-');
  return Array.from({ length: 60 }, (_, n) => n).filter(
    (n) => n >= Number(first) && n <= Number(last) && (n - Number(first)) % Number(step) === 0,
  );
}

function openTimes(only: readonly Restriction[], zone: string, from: number, to: number) {
  const times: { from: number; to: number }[] = [];
  for (let date = Math.floor(from / dayMs) * dayMs - 4 * dayMs; date < to + 4 * dayMs; date += dayMs) {
    if (!dateExists(date, zone)) continue;
    const day = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[new Date(date).getUTCDay()]!;
    for (const { days, on, except, from: opens, to: closes } of only) {
      if (days?.length && !days.includes(day)) continue;
      if ((on && !isAmong(on, date)) || (except && isAmong(except, date))) continue;
      const night = minutesOf(closes) <= minutesOf(opens) ? dayMs : 0;
      times.push({
        from: momentOf(date + minutesOf(opens) * 60_000, zone),
        to: momentOf(date + night + minutesOf(closes) * 60_000, zone),
      });
    }
  }
  return times;
}

/** Whether the date, read as UTC, is one of these days, of one year or of every year. */
function isAmong(days: readonly string[], date: number): boolean {
  const at = new Date(date);
  return days.some((day) => {
    const [dayOfMonth, month, year] = day.split('-').map(Number).reverse();
    const isOfYear = year === undefined || year === at.getUTCFullYear();
    return isOfYear && month === at.getUTCMonth() + 1 && dayOfMonth === at.getUTCDate();
  });
}

function minutesOf(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return hour! * 60 + minute!;
}

function dateExists(date: number, zone: string): boolean {
  return wallClock(momentOf(date + 12 * hourMs, zone), zone) < date + dayMs;
}
