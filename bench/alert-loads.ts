import { bearer } from '../test/harness/api-tokens.ts';
import { requestOf, type Shape, type Speaks } from './alert-bodies.ts';
import { percentile } from './figures.ts';
import { giveUpMs, type Latencies, underLoad } from './load.ts';
import type { Pages } from './pages.ts';
import type { Poster } from './post-alerts.ts';

/** Who takes the alerts, and who is told of them. */
export interface Target {
  readonly name: string;
  readonly speaks: Speaks;
  readonly origin: string;
  readonly pages: Pages;
  readonly died: Promise<never>;
  rssBytes(): Promise<number>;
}

/** Alerts that are posted as fast as they are taken. */
export interface Storm {
  readonly label: string;
  readonly shape: Shape;
  /** Alerts in one request. */
  readonly batch: number;
  /** Somebody else is paged while it goes on. */
  readonly pagesOthers?: boolean;
}

export interface StormResult {
  readonly perSecond: number;
  readonly refused: number;
  /** Of one core, for who posts: near 1 that would be what is measured. */
  readonly posterShare: number;
  /** Milliseconds from an alert to the page of somebody whom the storm does not page. */
  readonly others?: { readonly p50: number; readonly p99: number; readonly lost: number };
}

export interface PageTimes {
  /** From the answer that says accepted; 0 when the page was there before it. */
  readonly fromAccepted: { readonly p50: number; readonly p99: number };
  readonly fromPosted: { readonly p50: number; readonly p99: number };
  readonly lost: number;
}

export interface Burst {
  readonly acceptedS: number;
  /** Until the last was told. */
  readonly toldS: number;
  readonly refused: number;
  readonly lost: number;
  readonly doubled: number;
  readonly rssBytes: number;
}

export interface BurstOfTeams extends Pick<Burst, 'acceptedS' | 'toldS' | 'refused' | 'lost'> {
  /** That were sent, edits not counted. */
  readonly messages: number;
}

const connections = 32;
const burstConnections = 4;
const burstBatch = 64;
const othersPerSecond = 5;
/** What is doubled, and what the platform is told besides, comes soon after. */
const afterwardsMs = 2_000;
const burstLimitMs = 60_000;

/** A letter for what is measured, and a number that no other load has. */
let loads = 0;
function nextPrefix(kind: string): string {
  loads += 1;
  return `${kind}${loads}`;
}

export async function stormOf(
  target: Target,
  poster: Poster,
  { shape, batch, pagesOthers }: Storm,
  seconds: number,
): Promise<StormResult> {
  const { speaks, origin } = target;
  const prefix = nextPrefix('storm');
  const posting = poster.post({ speaks, origin, shape, connections, batch, prefix, until: { seconds } });
  const pagingOthers = pagesOthers ? pageTimes(target, 'other', { perSecond: othersPerSecond, seconds }) : undefined;
  const [posted, others] = await Promise.race([Promise.all([posting, pagingOthers]), target.died]);
  target.pages.forget();
  return {
    perSecond: posted.accepted / posted.seconds,
    refused: posted.refused,
    posterShare: posted.cpuShare,
    ...(others && { others: { ...p50And99(others.fromPosted.sorted), lost: others.fromPosted.lost } }),
  };
}

/** Each alert makes its own incident, and pages somebody else than the one before. */
export async function acceptedToTold(target: Target, perSecond: number, seconds: number): Promise<PageTimes> {
  const { fromAccepted, fromPosted } = await Promise.race([
    pageTimes(target, 'page', { perSecond, seconds }),
    target.died,
  ]);
  target.pages.forget();
  return { fromAccepted: p50And99(fromAccepted), fromPosted: p50And99(fromPosted.sorted), lost: fromPosted.lost };
}

/** A storm, in batches as Prometheus sends them: each alert is an incident of its own, and each is told. */
export async function burst(target: Target, poster: Poster, alerts: number): Promise<Burst> {
  const prefix = nextPrefix('burst');
  const { pages } = target;
  const names = [...Array(alerts).keys()].map((index) => `${prefix}-${index}`);
  const began = performance.now();
  const last = Promise.all(names.map((name) => pages.first(name))).then((times) => Math.max(...times) - began);
  const { posted, toldMs } = await postBurst(target, poster, { shape: 'page', prefix, alerts }, last);
  await new Promise((resolve) => setTimeout(resolve, afterwardsMs));
  const result = {
    acceptedS: posted.seconds,
    toldS: toldMs / 1_000,
    refused: posted.refused,
    lost: names.filter((name) => pages.count(name) === 0).length,
    doubled: names.filter((name) => pages.count(name) > 1).length,
    rssBytes: await target.rssBytes(),
  };
  pages.forget();
  return result;
}

/**
 * Posts a burst as Prometheus would, and waits until all of it is told.
 *
 * @param last milliseconds until then; after a minute it is not a number
 */
async function postBurst(
  { speaks, origin, died }: Target,
  poster: Poster,
  { shape, prefix, alerts }: { readonly shape: Shape; readonly prefix: string; readonly alerts: number },
  last: Promise<number>,
) {
  const limit = new Promise<number>((resolve) => setTimeout(() => resolve(Number.NaN), burstLimitMs).unref());
  const how = { connections: burstConnections, batch: burstBatch, until: { alerts } };
  const posted = await Promise.race([poster.post({ speaks, origin, shape, prefix, ...how }), died]);
  return { posted, toldMs: await Promise.race([last, limit, died]) };
}

/** A storm that pages fifty people: each incident is told alone, or named in a message with others. */
export async function burstOfTeams(target: Target, poster: Poster, alerts: number): Promise<BurstOfTeams> {
  const prefix = nextPrefix('teams');
  const { pages } = target;
  const began = performance.now();
  const last = pages.named(alerts).then((at) => at - began);
  const { posted, toldMs } = await postBurst(target, poster, { shape: 'teams', prefix, alerts }, last);
  const result = {
    acceptedS: posted.seconds,
    toldS: toldMs / 1_000,
    refused: posted.refused,
    lost: alerts - pages.namedCount(),
    messages: pages.messages(),
  };
  pages.forget();
  return result;
}

async function pageTimes(
  target: Target,
  shape: Shape,
  load: { readonly perSecond: number; readonly seconds: number },
): Promise<{ readonly fromAccepted: number[]; readonly fromPosted: Latencies }> {
  const prefix = nextPrefix('one');
  const fromAccepted: number[] = [];
  const act = async (index: number) => {
    const name = `${prefix}-${index}`;
    const told = target.pages.first(name);
    const { path, body } = requestOf(target.speaks, shape, [{ name, index }]);
    const headers = { 'content-type': 'application/json', ...bearer() };
    const response = await fetch(target.origin + path, { method: 'POST', headers, body });
    const accepted = performance.now();
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${target.name} answered ${response.status}`);
    fromAccepted.push(Math.max(0, (await told) - accepted));
  };
  const fromPosted = await underLoad(load, act);
  // What was given up before it came counts as given up here too.
  const inTime = fromAccepted.sort((a, b) => a - b).slice(0, fromPosted.sorted.length - fromPosted.lost);
  return { fromAccepted: [...inTime, ...Array<number>(fromPosted.lost).fill(giveUpMs)], fromPosted };
}

function p50And99(sorted: readonly number[]): { readonly p50: number; readonly p99: number } {
  return { p50: percentile(sorted, 50), p99: percentile(sorted, 99) };
}
