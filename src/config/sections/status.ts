import type { StatusSettings } from '../../domain/status/settings.ts';
import { group, line } from './fields.ts';

/** Reads the settings of the public status page. It has no key for data that is not public. */
export function statusSchema() {
  return group('the status page: title, about', {
    title: line('whose page it is, such as Example Shop', 80).optional(),
    about: line('a sentence for whoever reads the page', 300).optional(),
  }).transform(({ title, about }): StatusSettings => ({ ...(title && { title }), ...(about && { about }) }));
}
