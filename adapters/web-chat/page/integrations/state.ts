import type { WireIntegration, WirePayload, WireTrial } from '../../wire.ts';
import { nameInAddress } from '../shared/address.ts';
import { get, newAction, post, sentenceOf } from '../shared/api.ts';
import { changed } from '../shared/state.ts';
import { t } from './texts.ts';

/** State or result of replaying a payload, by the payload's id. */
type Replay = 'asking' | 'sending' | { readonly problem: string } | { readonly accepted: number };

interface State {
  integrations: readonly WireIntegration[] | undefined;
  mayReplay: boolean;
  /** Payloads of the selected integration. Undefined while they are loading. */
  payloads: readonly WirePayload[] | undefined;
  /** Why the page shows nothing. */
  problem: string | undefined;
  /** Name of the selected integration. */
  selected: string | undefined;
  /** Text in the form of each integration. */
  readonly typed: Map<string, string>;
  trial: WireTrial | undefined;
  trialProblem: string | undefined;
  isTrying: boolean;
  readonly replays: Map<string, Replay>;
}

/** The state of the page of integrations. Views read it; actions change it and render the page. */
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

/** Loads the list, and the payloads of the integration in the URL. */
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

/** Selects the integration behind the `#` of the URL. */
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

/** Loads the payloads of an integration, unless another one is selected meanwhile. */
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

/** Tries the typed payload. The text stays, whatever the result. */
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

/** Replays the alerts of a stored payload. */
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
