/** Words about tasks, for regular expressions. */
export const doneWord =
  'done|finished|completed?|ticked|closed?|checked|erledigt|fertig|abgeschlossen|hech[oa]|completad[oa]|terminad[oa]|list[oa]|完了(?:しました|した)?|済み?';
export const openWord =
  'undone|reopen(?:ed)?|open|unfinished|incomplete|not done|unchecked|offen|wieder offen|nicht fertig|abiert[oa]|未完了|再開';
export const ofIncident = String.raw`(?:of|in|on|from|for|von|bei|de|del)\s+(?:incident\s+)?#?(\d{1,9})`;
export const deleteWord =
  'deleted?|removed?|drop(?:ped)?|rm|cancel(?:led)?|löschen?|gelöscht|entfernen?|borrar?|borrada|eliminar?|eliminada|quitar?|削除(?:して(?:ください)?|しました|した|する)?';
