import { accountOf, pagers, serviceOf, speakers, teamFile } from './crowd.ts';

/** The crowd's file, but nobody waits an hour: what is not taken goes on to the next person after 20 s, twice around. */
export function soakTeamFile(): string {
  const file = JSON.parse(teamFile());
  const id = (pager: number) => `person-${speakers + (pager % pagers)}`;
  for (let pager = 0; pager < pagers; pager += 1)
    file.policies[serviceOf(pager)] = {
      levels: [
        { page: [{ person: id(pager) }], escalateAfter: '20s' },
        { page: [{ person: id(pager + 1) }], escalateAfter: '30s' },
      ],
      repeat: 1,
    };
  return JSON.stringify(file);
}

/** Who signs in on the web: by a link that comes to them on Slack. */
export const webPeople = [0, 1, 2].map((person) => ({ id: `person-${person}`, slack: accountOf('slack', person) }));
