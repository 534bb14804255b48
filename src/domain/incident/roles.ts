/** How far the work on it has come, as its people say. */
export const statuses = ['investigating', 'identified', 'monitoring'] as const;
export type Status = (typeof statuses)[number];

export const incidentRoles = ['commander', 'comms', 'scribe'] as const;
export type IncidentRole = (typeof incidentRoles)[number];
