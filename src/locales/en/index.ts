import { common } from './common.ts';
import { events } from './events.ts';
import { typed } from './typed.ts';

export const en = { ...common, ...events, ...typed } as const;
