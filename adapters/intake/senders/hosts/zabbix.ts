import { z } from 'zod';
import type { Severity } from '../../../../src/domain/severity.ts';
import { Refusal } from '../../problem.ts';
import { alertFrom, labelsOf, maybeWords, severityOf } from '../../reading/fields.ts';
import { readJson } from '../../reading/json.ts';
import { parse } from '../../reading/parse.ts';
import { statusOf } from '../../reading/statuses.ts';
import { placed } from '../../reading/titles.ts';
import type { Sender } from '../../sender.ts';

const payloadFields = z.object({
  event_value: maybeWords,
  event_status: maybeWords,
  event_recovery_value: maybeWords,
  event_id: maybeWords,
  trigger_id: maybeWords,
  event_name: maybeWords,
  event_severity: maybeWords,
  event_nseverity: maybeWords,
  event_opdata: maybeWords,
  event_tags: maybeWords,
  event_update_status: maybeWords,
  host: maybeWords,
  host_name: maybeWords,
  host_host: maybeWords,
  host_ip: maybeWords,
  message: maybeWords,
  url: maybeWords,
});

type Payload = z.infer<typeof payloadFields>;

const payload = payloadFields.refine(
  (event) => [...titlesOf(event), event.event_id, event.trigger_id].some((text) => filled(text)),
  {
    path: ['event_name'],
    error: 'Required, and missing: expected {EVENT.NAME}, or at least {EVENT.ID}.',
  },
);

/** {EVENT.NSEVERITY}, for servers whose names of severities are their own. 0 is “not classified”. */
const byNumber: readonly (Severity | undefined)[] = [undefined, 'sev4', 'sev3', 'sev3', 'sev2', 'sev1'];

/**
 * Zabbix: a media type of the type Webhook, with these parameters
 *
 *     tocsin_url       https://tocsin.example.org/v1/alerts/zabbix
 *     tocsin_token     one of API_TOKENS
 *     event_value      {EVENT.VALUE}          event_id             {EVENT.ID}
 *     trigger_id       {TRIGGER.ID}           event_name           {EVENT.NAME}
 *     event_severity   {EVENT.SEVERITY}       event_nseverity      {EVENT.NSEVERITY}
 *     event_opdata     {EVENT.OPDATA}         event_tags           {EVENT.TAGSJSON}
 *     host             {HOST.NAME}            host_ip              {HOST.IP}
 *     message          {ALERT.MESSAGE}        event_update_status  {EVENT.UPDATE.STATUS}
 *     url              {$ZABBIX.URL}/tr_events.php?triggerid={TRIGGER.ID}&eventid={EVENT.ID}
 *
 * and this script. It needs message templates for “Problem” and “Problem recovery”, or Zabbix sends nothing; the action
 * needs its recovery operations as well:
 *
 *     var said = JSON.parse(value), request = new HttpRequest();
 *     request.addHeader('Content-Type: application/json');
 *     request.addHeader('Authorization: Bearer ' + said.tocsin_token);
 *     var url = said.tocsin_url;
 *     delete said.tocsin_url;
 *     delete said.tocsin_token;
 *     var answer = request.post(url, JSON.stringify(said));
 *     if (request.getStatus() !== 202) throw request.getStatus() + ' ' + answer;
 *     return 'OK';
 */
export const zabbix: Sender = {
  name: 'zabbix',
  label: 'Zabbix',
  about: 'A media type of the type Webhook; its script and parameters stand in docs/alerts.md.',
  documentation: 'https://www.zabbix.com/documentation/current/en/manual/config/notifications/media/webhook',
  read({ body, notes }) {
    const given = parse(payload, body, notes);
    const [event, trigger] = [filled(given.event_id), filled(given.trigger_id)];
    // Somebody acknowledged or wrote a note in Zabbix: nothing broke and nothing is mended.
    if (filled(given.event_update_status) === '1') return [];
    return [
      alertFrom('zabbix', {
        status: isOver(given) ? 'resolved' : 'firing',
        title: [...titlesOf(given), event && `Event ${event}`],
        description: [filled(given.event_opdata), filled(given.message)].filter((text) => text).join('\n'),
        // A trigger may have several problems at once, each with its own end.
        identity: keyOf(event, trigger, given),
        severity: severityOf(filled(given.event_severity)) ?? byNumber[Number(filled(given.event_nseverity))],
        labels: labelsOf(
          {
            host: hostOf(given),
            host_ip: filled(given.host_ip),
            trigger,
            severity: filled(given.event_severity),
          },
          tagsIn(filled(given.event_tags)),
        ),
        url: [filled(given.url)],
        value: filled(given.event_opdata),
      }),
    ];
  },
};

/** {EVENT.VALUE}; where a media type has none, {EVENT.STATUS}. */
function isOver({ event_value: value, event_status: status, event_recovery_value: recovery }: Payload): boolean {
  const known = filled(value) ?? filled(recovery);
  return known === undefined ? statusOf(filled(status)) === 'resolved' : known === '0';
}

function titlesOf(given: Payload) {
  const { event_name: name, message, event_opdata: data } = given;
  const [line, host] = [filled(message)?.split('\n', 1)[0], hostOf(given)];
  return [placed(filled(name), host), line, filled(data), host && `Problem on ${host}`];
}

/** Under the names of Zabbix’s own media types as well. */
function hostOf({ host, host_name: name, host_host: technical }: Payload): string | undefined {
  return filled(host) ?? filled(name) ?? filled(technical);
}

function keyOf(event: string | undefined, trigger: string | undefined, given: Payload) {
  if (event) return `event:${event}`;
  return trigger ? `trigger:${trigger}` : { parts: ['name', filled(given.event_name), hostOf(given)] };
}

/** Macros without a value come as their own name, or as `*UNKNOWN*`. */
function filled(text: string | null | undefined): string | undefined {
  const value = text?.trim();
  return !value || value === '*UNKNOWN*' || /^\{[$A-Z.0-9]+\}$/.test(value) ? undefined : value;
}

/** {EVENT.TAGSJSON}: `[{"tag":"scope","value":"availability"}]`. */
function tagsIn(text: string | undefined) {
  const tags = listIn(text).filter((tag): tag is { tag: string; value: unknown } => {
    return typeof tag === 'object' && tag !== null && 'tag' in tag && 'value' in tag && typeof tag.tag === 'string';
  });
  return Object.fromEntries(tags.map(({ tag, value }) => [tag, value || 'true']));
}

function listIn(text: string | undefined): readonly unknown[] {
  if (!text) return [];
  try {
    const read = readJson(text);
    return Array.isArray(read) ? read : [];
  } catch (err) {
    if (err instanceof Refusal) return [];
    throw err;
  }
}
