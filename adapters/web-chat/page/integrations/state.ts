import type { WireIntegration, WirePayload, WireTrial } from '../../wire.ts';
import { nameInAddress, sentenceOf } from '../own-page/begin.ts';
import { get, newAction, post } from '../shared/api.ts';
import { changed } from '../shared/state.ts';
import { t } from './texts.ts';

/** What a replay of a payload came to, by the payload's id. */
type Replay = 'asking' | 'sending' | { readonly problem: string } | { readonly accepted: number };

interface State {
  integrations: readonly WireIntegration[] | undefined;
  mayReplay: boolean;
  /** Of the selected integration. Undefined: they are being read. */
  payloads: readonly WirePayload[] | undefined;
  /** Why the page has nothing to show. */
  problem: string | undefined;
  /** The name of the selected integration. */
  selected: string | undefined;
  /** What is typed into the box of each integration. */
  readonly typed: Map<string, string>;
  trial: WireTrial | undefined;
  trialProblem: string | undefined;
  isTrying: boolean;
  readonly replays: Map<string, Replay>;
}

/** All that the page of integrations knows. Views read it, actions change it and draw the page anew. */
export const integrations: State = {
  integrations: undefined,
  mayReplay: false,
  payloads: undefined,
  problem: undefined,
  selected: undefined,
  typed: new Map(),
  trial: undefined,
  trialProblem: undefined,
  isTrying: false,
  replays: new Map(),
};

/** Reads the list, and the payloads of the integration that the address names. */
export async function readIntegrations(): Promise<void> {
  integrations.problem = undefined;
  changed();
  try {
    const found = await get('integrations', {});
    integrations.integrations = found.integrations;
    integrations.mayReplay = found.mayReplay;
    await selectByAddress();
  } catch (err) {
    integrations.problem = sentenceOf(err);
  }
  changed();
}

/** Shows the integration that stands behind the `#` of the address. */
export async function selectByAddress(): Promise<void> {
  const name = nameInAddress();
  integrations.selected = integrations.integrations?.find((one) => one.name === name)?.name;
  integrations.payloads = undefined;
  integrations.trial = undefined;
  integrations.trialProblem = undefined;
  integrations.replays.clear();
  changed();
  if (integrations.selected !== undefined) await readPayloads(integrations.selected);
}

/** Reads the payloads of an integration, unless another one is selected meanwhile. */
export async function readPayloads(integration: string): Promise<void> {
  integrations.problem = undefined;
  try {
    const { payloads } = await get('payloads', { integration });
    if (integrations.selected === integration) integrations.payloads = payloads;
  } catch (err) {
    integrations.problem = sentenceOf(err);
  }
  changed();
}

/** Asks what would come of what is typed. What is typed stays, whatever the answer is. */
export async function tryTyped(integration: string): Promise<void> {
  const payload = integrations.typed.get(integration) ?? '';
  integrations.trial = undefined;
  integrations.trialProblem = isJson(payload) ? undefined : t('web-integrations.try.invalid');
  if (integrations.trialProblem === undefined) {
    integrations.isTrying = true;
    changed();
    try {
      const trial = await post('try', { integration, payload });
      if (integrations.selected === integration) integrations.trial = trial;
    } catch (err) {
      integrations.trialProblem = sentenceOf(err);
    }
    integrations.isTrying = false;
  }
  changed();
}

/** Brings the alerts of a kept payload again. */
export async function replay({ id }: WirePayload, integration: string): Promise<void> {
  const as = document.documentElement.dataset.person ?? '';
  setReplay(id, 'sending');
  try {
    const { accepted } = await post('replay', { action: newAction(), as, integration, payload: id });
    setReplay(id, { accepted });
  } catch (err) {
    setReplay(id, { problem: sentenceOf(err) });
  }
}

export function setReplay(id: string, replay: Replay | undefined): void {
  if (replay) integrations.replays.set(id, replay);
  else integrations.replays.delete(id);
  changed();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
