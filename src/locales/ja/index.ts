import type { Catalogue } from '../catalogue.ts';
import { common } from './common.ts';
import { events } from './events.ts';
import { typed } from './typed.ts';

export const ja = { ...common, ...events, ...typed } as const satisfies Readonly<Record<keyof Catalogue, string>>;
