import { otherPeople, pagedPeople, slackAccount } from '../alert-team.ts';

/** The id of a person's user, contact method, policy, service and integration key: the tables are apart. */
export const idOf = (person: number) => `00000000-0000-4000-8000-${String(person).padStart(12, '0')}`;

/**
 * Returns the SQL that makes Tocsin's team in GoAlert: a service for each person, whose policy pages that person on Slack at once.
 * Each service has an integration key of its own, since GoAlert takes one request at a time for each key.
 */
export function teamSql(): string {
  const people = [...Array(pagedPeople + otherPeople).keys()];
  const rows = (of: (person: number, id: string) => string) =>
    people.map((person) => `(${of(person, `'${idOf(person)}'`)})`).join(',\n');
  const address = (person: number) =>
    JSON.stringify({ Type: 'builtin-slack-dm', Args: { slack_user_id: slackAccount(person) } });
  return `
begin;
insert into users (id, name, role) values ${rows((person, id) => `${id}, 'Person ${person}', 'user'`)};
insert into user_contact_methods (id, user_id, name, dest, pending)
  values ${rows((person, id) => `${id}, ${id}, 'Slack', '${address(person)}', false`)};
insert into user_notification_rules (user_id, contact_method_id, delay_minutes) values ${rows((_, id) => `${id}, ${id}, 0`)};
insert into escalation_policies (id, name) values ${rows((person, id) => `${id}, 'Policy ${person}'`)};
insert into escalation_policy_steps (id, escalation_policy_id, delay) values ${rows((_, id) => `${id}, ${id}, 60`)};
insert into escalation_policy_actions (escalation_policy_step_id, user_id) values ${rows((_, id) => `${id}, ${id}`)};
insert into services (id, name, escalation_policy_id) values ${rows((person, id) => `${id}, 'Service ${person}', ${id}`)};
insert into integration_keys (id, name, service_id, type) values ${rows((_, id) => `${id}, 'bench', ${id}, 'generic'`)};
update config_limits set max = -1 where id = 'unacked_alerts_per_service';
commit;
vacuum analyze;
`;
}
