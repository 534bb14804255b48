import type { Catalogue } from '../catalogue.ts';
import { common } from './common.ts';
import { events } from './events.ts';

export const ja = { ...common, ...events } as const satisfies Readonly<Record<keyof Catalogue, string>>;
