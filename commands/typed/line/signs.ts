/** Matches an incident’s number, or a word for the incident of the place. */
const which = String.raw`(?:\s*[:,-]?\s*(?:(?:on|of|at|into|for|to|with|das|es|el|la|lo|incident|vorfall|incidente)\s+)*(?:(?:it|this|that|this one|that one|them|one|dies(?:en|es)?|esto?)(?!\p{L})|(#?\d{1,9})(?!\p{L}))?)`;
const end = String.raw`(?:[\s,.!…。！]*(?:now|again|please|pls|thanks|bitte|danke|gracias|por favor|already|jetzt|ya))*[\s.!…。！👍🙏🎉]*$`;

function saying(words: string): RegExp {
  return new RegExp(`^(?:${words})${which}${end}`, 'iu');
}

function ofNumber(words: string): RegExp {
  return new RegExp(
    String.raw`^(?:incident\s+|vorfall\s+|incidente\s+)?(#?\d{1,9})[:,.]?\s*(?:(?:is|was|has|looks|seems|ist|war|scheint|está|es|fue|an?|ein|una?|は|が)\s+|[はが])*(?:(?:all|fully|now|wieder|jetzt|ya)\s+)*(?:${words})${end}`,
    'iu',
  );
}

const i = String.raw`(?:i['’]?m|i am|ich bin|estoy)\s+(?:on my way\s+and\s+|gerade\s+)?`;
const working = `(?:${i})?(?:looking|checking|investigating it|awake|wach|up|here|coming|omw|on my way|debugging|working(?: on)?|looking in to|having a look|taking a look|on this one)|that(?:['’]?s| one['’]?s| is) mine|on the case|take a look|let me (?:take a look|look|take|check|handle|see|have a look)|(?:i )?will (?:look|check|handle|take a look|have a look)|i can (?:look|check|handle)|i see|i['’]?ll (?:handle|look|check|have a look|get|do)|i can take|i(?:['’]?m| am) handling|handling|roger(?: that)?|copy(?: that)?|rgr|wilco|seen|got|gesehen|gucke?(?: gerade)?|schaue?(?: ich mir)?(?: drauf| rein| an)?|ich schaue?(?: es| mir das)?(?: an| drauf)?|kümmere mich|lo miro|(?:lo )?estoy mirando|mirando|voy|visto|見ます|今?見てます|見ています|確認中(?:です)?`;
const quietens = `(?:stop|cancel|halt|end) (?:the )?(?:escalation|escalating|paging)(?: me)?(?: of| for)?|pause paging|stop (?:the )?notifications|stop (?:paging|calling|waking|alerting|bothering|messaging|spamming|pinging)(?: me)?|stop (?:the |that |this )?(?:noise|alarms?|alerts?|pages?|beeping|ringing)|leave me alone|shut up|be quiet|ignore|dismiss|hör auf(?: mich zu (?:wecken|alarmieren))?|ruhe(?: jetzt)?|cállate|para de avisarme|うるさい|止めて`;
const over = String.raw`recovered|back (?:to normal|up|online)|healthy(?: again)?|green(?: again)?|stable(?: again)?|all good|all clear|all ok(?:ay)?|(?:ok(?:ay)?|good|fine)(?: again| now)|fine|(?:a )?false positive|working(?! on| it| this)(?: again)?|restored|gone(?: away)?|transient|(?:just )?a blip|blip|noise|self[\s-]?healed|over|geht wieder|ya está|läuft wieder|wieder (?:da|ok|gut|grün|normal)|alles (?:gut|ok|wieder gut)|fehlalarm|recuperado|ya funciona|todo bien|estable|falsa alarma|falso positivo|復旧(?:しました|済み?)?|直りました|直った|誤報(?:です)?|正常(?:です|に戻りました)?`;
const overAlone = `${over}|hat sich erledigt|(?:this|issue|problem|service|everything|all|it)(?:['’]?s| is| are)? (?:(?:all|now|back|been) )*(?:resolved|fixed|solved|restored|closed|done|fine|ok|okay|good|green|healthy|working|gone|over|to normal|up|online)(?: again| now)?|it went away|closing(?: this| it| out)*|nothing to see here|we(?:['’]re| are) (?:good|fine|back)|(?:works|back) again|its back|never ?mind,? it (?:recovered|works|is back)|it(?:['’]?s| is)? (?:(?:all )?(?:works?|working|good|ok|fine|recovered|healthy|green|stable|resolved itself|fixed itself)|back (?:up|to normal|online))|looks? (?:good|ok|okay|fine|stable)(?: (?:now|to me|again))?|lgtm|up again|rolled back|rollback (?:done|complete)|deploy (?:reverted|rolled back)|(?:fix|hotfix|revert) (?:deployed|is out|released|shipped)|not an incident|cancel(?: the)? incident`;
const declines = String.raw`(?:i )?(?:can['’]?t|cannot|can not|won['’]?t|am unable to|unable to)(?: (?:ack|take|do|handle|look|help|get)(?: at)?)?|i(?:['’]?m| am) (?:busy|driving|asleep|sleeping|away from (?:my )?(?:keyboard|laptop|desk)|on a plane|in a meeting|not (?:on[\s-]call|available|at my desk))|busy|decline|pass(?: it on| on)?|skip(?: me)?|next(?: (?:person|please|one))?|someone else(?: please)?|not my (?:service|incident|team|problem)|wrong person|(?:that['’]?s )?not me|not on call|cant(?: right now)?|not mine|(?:ich )?kann (?:gerade )?nicht|bin (?:gerade )?nicht (?:da|verfügbar)|no puedo|対応できません|無理です`;
const unanswered = String.raw`(?:nobody|no[\s-]?one|niemand|nadie)(?:['’]s| is| has)?\s+(?:answers?|answering|answered|responds?|responding|responded|there|antwortet|meldet sich|responde|contesta)|誰も(?:応答|反応)し(?:ない|ません)`;
const relapses = `(?:it(?:['’]?s| is)? )?(?:broken|down|failing|happening|firing|flapping) again|it came back|wieder kaputt|ist wieder da|otra vez (?:caído|roto)|再発(?:しました)?`;
const wonders = String.raw`what(?:['’]?s| is)?(?: this| it| that| wrong| the (?:problem|matter|issue|status))?(?: about)?|wtf(?: is)?|how(?:['’]?s| bad is)|owner|anything(?: new)?|news|update(?=[^?]*[?])|what now|now what|eta|updates|update\?+|any updates?|any news|when did|was ist das|qu[eé] es|これは何|何です\p{L}*`;

/**
 * Phrases and emoji in place of a command, and the line that they may mean. They all ask first, because they may be meant
 * for other people.
 */
const signs: readonly (readonly [RegExp, string])[] = [
  [/^(#?\d{1,9})?\s*(?:👍|👀|🙋|🫡|:eyes:|:\+1:|:thumbsup:)[^\s\d#]{0,2}\s*(#?\d{1,9})?\s*$/u, 'ack $1$2'],
  [/^(#?\d{1,9})?\s*(?:✅|☑️?|✔️?|🟢|:white_check_mark:|:heavy_check_mark:)\s*(#?\d{1,9})?\s*$/u, 'resolve $1$2'],
  // An update is public, on the status page too.
  [
    /^(#?\d{1,9})[:,]?\s+(?:(?:is|now|to|->|→|:)\s+)*(investigating|identified|monitoring)(?![\p{L}\d])[:,.!]?/iu,
    'status $1 $2',
  ],
  [
    /^(?:(?:we['’]?re|we are|i['’]?m|now)\s+)?(investigating|identified|monitoring)(?:\s+(?:now|(#?\d{1,9})))?[\s.!]*$/iu,
    'status $2 $1',
  ],
  [/^(investigating|identified|monitoring)[:,]\s+(?=\S)/iu, 'status $1 '],
  [/^(investigating|identified|monitoring)\s+(#?\d{1,9})(?![\p{L}\d])[:,.!]?/iu, 'status $2 $1'],
  [ofNumber('mitigated?|contained'), 'status $1 monitoring'],
  [saying('mitigated?|contained'), 'status $1 monitoring'],
  [/^bump(?:\s+(?:it|this|(#?\d{1,9})))?[\s.!]*$/iu, 'escalate $1'],
  [
    ofNumber(
      String.raw`(?:(?:seems?|looks?|appears?|should|can|could)\s+(?:to\s+)?(?:be\s+)?)(?:now\s+)?(?:fixed|resolved|closed|done|ok(?:ay)?|fine|good|solved)(?:\s+(?:now|to me|again))?|(?:is\s+)?ok(?:ay)?|ya\s+(?:está\s+)?(?:resuelto|arreglado|listo)|(?:not an issue|no action needed|can close)`,
    ),
    'resolve $1',
  ],
  [/^(?:mach(?:t|e)?)\s+(?:den\s+)?(?:vorfall\s+)?#?(\d{1,9})\s+zu[\s.!]*$/iu, 'resolve $1'],
  [saying(overAlone), 'resolve $1'],
  [saying(working), 'ack $1'],
  [
    ofNumber(
      `${i}on it|looking(?: into (?:it|this))?|got it|i have it|i['’]?ve got it|checking|taking it|roger|copy|seen|schaue? drauf|bin dran|lo tomo|見ます`,
    ),
    'ack $1',
  ],
  [saying(quietens), 'ack $1'],
  [/^cancel\s+(?:the\s+)?(?:incident\s+)?(#?\d{1,9})[\s.!]*$/iu, 'resolve $1'],
  [ofNumber(over), 'resolve $1'],
  [saying(relapses), 'reopen $1'],
  [ofNumber('(?:broke|broken|down|failing|firing|kaputt) again|wieder kaputt'), 'reopen $1'],
  [
    /^(?:undo|revert|take back)\s+(?:the\s+|my\s+|that\s+)?(?:resolve|close)(?:\s+(?:of\s+)?(#?\d{1,9}))?[\s.!]*$/iu,
    'reopen $1',
  ],
  [
    /^(?:undo|revert|take back|cancel)\s+(?:the\s+|my\s+|that\s+)?ack(?:nowledge(?:ment)?)?(?:\s+(?:(?:of|on|for)\s+)?(#?\d{1,9}))?[\s.!]*$/iu,
    'unack $1',
  ],
  [/^(?:my\s+)?ack(?:\s+(?:of|on)\s+(#?\d{1,9}))?\s+was\s+(?:a|by)\s+(?:mistake|accident|error)[\s.!]*$/iu, 'unack $1'],
  [
    /^(?:i['’]?m\s+|i\s+)?(?:drop(?:ping)?|un-?claim|un-?take|un-?assign|requeue|no longer (?:on|have)|not on|off(?=\s+#?\d))\s+(?:me\s+from\s+)?(?:it|this|(#?\d{1,9}))(?:\s+any\s?more)?[\s.!]*$/iu,
    'unack $1',
  ],
  [
    /^(?:i\s+(?:give|hand)|giving|handing|put(?:ting)?)\s+(?:it|this|(#?\d{1,9}))\s+back(?:\s+in(?:to)? the queue)?[\s.!]*$/iu,
    'unack $1',
  ],
  [/^(?:remove|take|unassign)\s+me\s+(?:from|off)\s+(?:it|this|(#?\d{1,9}))[\s.!]*$/iu, 'unack $1'],
  [/^(#?\d{1,9})\s+(?:zurückgeben|freigeben|soltar)[\s.!]*$/iu, 'unack $1'],
  [/^(?:announce|broadcast|publish)(?::|\s)\s*(?=\S+\s)/iu, 'update '],
  [/^(?:let['’]?s\s+)?call\s+(?:it|this)\s+(?=\S)/iu, 'rename '],
  [saying(declines), 'escalate $1'],
  [ofNumber('not mine|not my (?:incident|service|problem)'), 'escalate $1'],
  [saying(unanswered), 'escalate $1'],
  [
    /^(?:remind\s+me|(?:call|ping|page|wake|ask|tell|remind)\s+me\s+(?:up\s+)?(?:back|again|later))\s+(?:about\s+(?:(#?\d{1,9})|it|this)\s+)?in\s+(\S.*)$/iu,
    'snooze $1 for $2',
  ],
  [
    /^(?:remind\s+me|(?:call|ping|page|wake|ask|tell|remind)\s+me\s+(?:up\s+)?(?:back|again|later))\s+(?:about\s+(?:(#?\d{1,9})|it|this)\s+)?(?:at\s+)?(\d\S*|tomorrow.*|monday.*)$/iu,
    'snooze $1 until $2',
  ],
  [
    /^(?:(?:give me|just|only)\s+(\d{1,3}|an?|another|half an)(?:\s+more)?|(\d{1,3}|an?)\s+more)\s+(min(?:ute)?s?|hours?|h)(?:\s+more)?(?:\s+(?:please|pls))?[\s.!]*$/iu,
    'snooze for $1$2 $3',
  ],
  [
    /^(?:extend|prolong)\s+(?:the\s+)?snooze\s+(?:(?:of|on|for)\s+(?=#?\d{1,9}\s))?(#?\d{1,9}\s+)?(?:(?:by|for)\s+)?(\d\S*\s*\p{L}.*|an?\s.*)$/iu,
    'snooze $1for $2',
  ],
  [
    /^(?:extend|prolong)\s+(?:the\s+)?snooze\s+(?:(?:of|on|for)\s+(?=#?\d{1,9}\s))?(#?\d{1,9}\s+)?(?:to|till|until)\s+(\S.*)$/iu,
    'snooze $1until $2',
  ],
  [/^escalate\s+(?:(#?\d{1,9})\s+)?(?:to\s+)?(?:level|tier|stage|l|stufe|nivel)\s*\d[\s.!]*$/iu, 'escalate $1'],
  [
    /^(?:(?:page|wake|call|go to)\s+)?(?:the\s+)?(?:next\s+(?:level|person|one)|level\s*\d)(?:\s+please)?[\s.!]*$/iu,
    'escalate',
  ],
  [new RegExp(String.raw`^(?:${wonders})${which}(?:\s*(?:about|start|begin|started))?[\s?？.!]*$`, 'iu'), 'show $1'],
  [/^(?:join|watch|follow|subscribe(?:\s+to)?|runbook)\s+(#?\d{1,9})[\s.!?]*$/iu, 'show $1'],
];

/**
 * Returns the line that a phrase or emoji may mean: `14 👍`, `recovered`, `I can't take 14`. Undefined for other lines.
 */
export function signIn(line: string): string | undefined {
  const found = signs.find(([pattern]) => pattern.test(line));
  return found && line.replace(...found).trim();
}
