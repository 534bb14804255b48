import { type Alert, alertLimits } from '../../domain/alerts/alert.ts';
import type { Directory } from '../../domain/directory.ts';
import { oneLine, truncate, withoutControls } from '../../lib/text.ts';
import { withWrittenNames } from '../incidents/written-names.ts';

/**
 * Returns the alert with a title and a description for people to read: without the markup of a chat, and without characters
 * that could forge a line. The fields that identify the alert, and those that routes match, do not change.
 */
export function readableAlert(alert: Alert, directory: Directory): Alert {
  const { title, description } = alert;
  const shownTitle = truncate(oneLine(withWrittenNames(title, directory)), alertLimits.title);
  const shown =
    description === undefined
      ? undefined
      : truncate(withoutControls(withWrittenNames(description, directory)), alertLimits.description);
  if (shownTitle === title && shown === description) return alert;
  return { ...alert, title: shownTitle || title, ...(shown !== undefined && { description: shown }) };
}
