import type { TranslateOf } from '../../../../src/locales/catalogue.ts';
import type { web } from '../../../../src/locales/en/web/web.ts';
import type { webOnCall } from '../../../../src/locales/en/web/web-on-call.ts';
import { t as translate } from '../shared/texts.ts';

/** Returns a text in the reader's language, from the chat's texts or this page's. */
export const t = translate as TranslateOf<typeof web> & TranslateOf<typeof webOnCall>;
