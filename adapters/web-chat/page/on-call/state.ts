import type { WireOnCall } from '../../wire.ts';
import { focusOn } from '../own-page/begin.ts';
import { get, post, Refusal, sentenceOf } from '../shared/api.ts';
import { changed, state as chat, nameOf, remember, remembered } from '../shared/state.ts';
import { timeOf } from '../shared/time.ts';
import { t } from './texts.ts';

export type Schedule = WireOnCall['schedules'][number];
export type Part = Schedule['parts'][number];

/** The open form. Its times are what its fields begin with. */
export interface OpenForm {
  readonly command: 'override' | 'cover';
  readonly schedule: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Id of the button that opened it, which gets the focus back. */
  readonly opener: string;
  readonly isSending?: boolean;
  readonly error?: string | undefined;
  /** The option that the error is about. */
  readonly wrong?: string | undefined;
}

interface State {
  plan: WireOnCall | undefined;
  /** Why the page shows nothing, or outdated data. */
  problem: string | undefined;
  /** How a wide screen shows the next two weeks. */
  view: 'rows' | 'days';
  /** What the reader looks for; empty: everything. */
  filter: string;
  form: OpenForm | undefined;
  /** Id of the override that is to be cancelled, until that is confirmed. */
  asking: string | undefined;
  /** Whether a command without a form is being sent. */
  isSending: boolean;
  /** The answer to the last command; absent: none. */
  answer: { readonly text: string; readonly isRefusal: boolean } | undefined;
  /** Text for screen readers, announced politely. */
  announcement: string;
}

/** The state of the page of who is on call. Views read it; actions change it and render the page. */
export const onCall: State = {
  plan: undefined,
  problem: undefined,
  view: remembered('on-call-view') === 'days' ? 'days' : 'rows',
  filter: '',
  form: undefined,
  asking: undefined,
  isSending: false,
  answer: undefined,
  announcement: '',
};

const seldomMs = 30_000;
/** After a change of shift, so that it has happened by the server's clock as well. */
const afterMs = 1_000;
let timer: ReturnType<typeof setTimeout> | undefined;
let reading: Promise<void> | undefined;

/** Loads who is on call; repeats when a shift begins or ends, and every 30 seconds while the live stream is away. */
export function readPlan(): Promise<void> {
  reading ??= read().finally(() => {
    reading = undefined;
    clearTimeout(timer);
    timer = setTimeout(() => void (document.hidden || readPlan()), untilNextRead());
  });
  return reading;
}

/** Loads who is on call after a change, which a load that began earlier may lack. */
export async function readAgain(): Promise<void> {
  if (document.hidden) return;
  await reading;
  await readPlan();
}

async function read(): Promise<void> {
  try {
    const plan = await get('on-call', {});
    // Names, and the colours of avatars.
    chat.people = plan.people.map((one) => ({ ...one, role: 'responder' }));
    tellHandOvers(plan);
    onCall.plan = plan;
    onCall.problem = undefined;
  } catch (err) {
    onCall.problem = sentenceOf(err);
  }
  changed();
}

function untilNextRead(): number {
  const { plan, problem } = onCall;
  if (!plan) return seldomMs;
  const untilChange = timeOf(plan.changesAt) - timeOf(plan.at) + afterMs;
  return chat.connection === 'live' && problem === undefined ? untilChange : Math.min(seldomMs, untilChange);
}

function tellHandOvers({ schedules }: WireOnCall): void {
  for (const { id, now } of schedules) {
    const before = onCall.plan?.schedules.find((one) => one.id === id);
    if (!before || before.now?.person === now?.person) continue;
    onCall.announcement = now
      ? t('web-on-call.changed', { schedule: id, name: nameOf(now.person) })
      : t('web-on-call.changed.nobody', { schedule: id });
  }
}

export function reader(): string {
  return document.documentElement.dataset.person ?? '';
}

export function show(view: State['view']): void {
  onCall.view = view;
  remember('on-call-view', view);
  changed();
}

export function confirmCancelling(override: string | undefined): void {
  onCall.asking = override;
  changed();
}

/** Runs a command without a form, such as taking a shift. */
export async function run(command: OpenForm['command'], args: Readonly<Record<string, string>>): Promise<void> {
  if (onCall.isSending) return;
  onCall.isSending = true;
  changed();
  try {
    onCall.answer = { text: await send(command, args), isRefusal: false };
  } catch (err) {
    onCall.answer = { text: sentenceOf(err), isRefusal: true };
  }
  onCall.isSending = false;
  onCall.asking = undefined;
  changed();
  focusOn('answer');
}

/** Sends the open form. A refusal stays beside its field. */
export async function submit(values: Readonly<Record<string, string>>): Promise<void> {
  const { form } = onCall;
  if (!form || form.isSending) return;
  onCall.form = { ...form, isSending: true, error: undefined, wrong: undefined };
  changed();
  try {
    const text = await send(form.command, { ...values, schedule: form.schedule });
    onCall.form = undefined;
    onCall.answer = { text, isRefusal: false };
    changed();
    focusOn('answer');
  } catch (err) {
    const wrong = err instanceof Refusal ? err.option : undefined;
    // The form may have been closed meanwhile.
    if (onCall.form) onCall.form = { ...form, isSending: false, error: sentenceOf(err), wrong };
    else onCall.answer = { text: sentenceOf(err), isRefusal: true };
    changed();
    if (onCall.form) focusOn(wrong === undefined ? 'form-error' : `field-${wrong}`);
  }
}

/** Runs a command as it is typed in the reader's direct messages, and loads what came of it. */
async function send(command: OpenForm['command'], values: Readonly<Record<string, string>>): Promise<string> {
  const room = document.documentElement.dataset.direct ?? '';
  const outcome = await post('submit', { as: reader(), room, command, args: {}, values });
  await readAgain();
  return 'post' in outcome ? outcome.post.text : outcome.form.title;
}
