import { common } from './common.ts';
import { events } from './events.ts';

export const en = { ...common, ...events } as const;
