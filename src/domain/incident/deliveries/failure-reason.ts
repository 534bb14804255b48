/**
 * Why a message was not delivered, as far as Tocsin itself knows why. It is stored as one of these codes, and people read it in their
 * language. What a platform or a mail server says is stored in its own words.
 */
export const failureCodes = [
  'no-browser',
  'mailbox-full',
  'mailbox-disabled',
  'mailbox-unavailable',
  'no-mail-domain',
  'mail-late',
  'mail-too-large',
  'mail-rule',
  'no-reason',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** Sentences that earlier versions stored. */
const storedBefore: ReadonlyMap<string, FailureCode> = new Map([
  ['no open browser and no push subscription', 'no-browser'],
  ['mailbox full', 'mailbox-full'],
  ['mailbox disabled', 'mailbox-disabled'],
  ['mailbox unavailable', 'mailbox-unavailable'],
  ['its domain takes no mail', 'no-mail-domain'],
  ['it could not be delivered in time', 'mail-late'],
  ['the mail is too large', 'mail-too-large'],
  ['refused by a rule of the recipient’s mail server', 'mail-rule'],
  ['the mail server gave no reason', 'no-reason'],
]);

/** Why a delivery was given up, beside what the platform said. */
export type GivenUp = 'bounced' | 'late';

const prefixes: readonly (readonly [string, GivenUp])[] = [
  ['The mail bounced: ', 'bounced'],
  ['It was not delivered in time', 'late'],
];

/** Returns the code of a stored reason; undefined for the words of a platform. */
export function failureCodeOf(reason: string): FailureCode | undefined {
  return failureCodes.find((code) => code === reason) ?? storedBefore.get(reason);
}

/** Returns a stored reason as it is stored now. Earlier versions put all of it into one sentence. */
export function givenUpReason(dead: { readonly reason: string; readonly because?: GivenUp }): {
  readonly reason: string;
  readonly because?: GivenUp;
} {
  if (dead.because) return dead;
  const [prefix = '', because] = prefixes.find(([one]) => dead.reason.startsWith(one)) ?? [];
  return because ? { reason: dead.reason.slice(prefix.length).replace(/^: /, ''), because } : dead;
}
