import type { Progress } from '../deliveries/delivery.ts';
import { failedAt } from '../deliveries/pending.ts';
import type { Bundle } from './bundle.ts';

/**
 * The bundle after its message was sent or edited.
 *
 * @param bundle as it is kept now: more may have joined since
 * @param sent as it was sent
 */
export function afterSending(bundle: Bundle, sent: Bundle, progress: Progress, now: Date): Bundle {
  return {
    ...merged(bundle, sent),
    listed: sent.items.length,
    sentAt: bundle.sentAt ?? now,
    editedAt: now,
    progress: withClaim(progress, bundle),
  };
}

/**
 * The bundle after an attempt that failed. When its message was sent and cannot be edited for a while, it takes in nothing
 * any more, and who has joined since the last edit is dropped: they have to go out another way.
 */
export function afterFailure(bundle: Bundle, tried: Bundle, progress: Progress, now: Date): Bundle {
  const kept = { ...merged(bundle, tried), progress: withClaim(progress, bundle) };
  const isLate = (failedAt({ ...progress, shown: 0 }) ?? now) <= now;
  if (!bundle.sentAt || !isLate || bundle.items.length === bundle.listed) return kept;
  return { ...withoutUnlisted(kept), closed: true };
}

/** Nobody needs what joined after the last edit, not in this message. */
export function withoutUnlisted(bundle: Bundle): Bundle {
  const items = bundle.items.map((item, index) => (index < bundle.listed ? item : { ...item, dropped: true as const }));
  return { ...bundle, items, listed: items.length };
}

/** What was read or dropped just before it was sent. What is listed already may have changed since. */
function merged(bundle: Bundle, tried: Bundle): Bundle {
  const items = bundle.items.map((item, index) => (index < bundle.listed ? item : (tried.items[index] ?? item)));
  return { ...bundle, items };
}

function withClaim(progress: Progress, { progress: { claim } }: Bundle): Progress {
  const { claim: _before, ...rest } = progress;
  return { ...rest, ...(claim && { claim }) };
}
