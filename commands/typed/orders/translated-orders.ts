import type { Order } from './order.ts';

const number = String.raw`#?(\d{1,9})`;
const stop = String.raw`[\s.!。！？?]*$`;
const politeEnd = '(?:して|で)?(?:ください|下さい|くれ)?';

function order(words: string, line: string): Order {
  return [new RegExp(`^${words}`, 'iu'), line];
}

/** Lines in German, Spanish and Japanese whose word order differs from the command's. */
export const translatedOrders: readonly Order[] = [
  order(String.raw`(?:neue[rs]?|nuev[oa])\s+(?:vorfall|störung|ausfall|incidente)[:,]?\s+(?=\S)`, 'declare '),
  order(
    String.raw`(?:offene|aktuelle)\s+vorfälle${stop}|was ist (?:gerade )?offen${stop}|zeige? (?:mir )?alle${stop}`,
    'list open',
  ),
  order(`¿?qu[eé] (?:hay|está) abierto${stop}|incidentes abiertos${stop}`, 'list open'),
  order(String.raw`incidentes\s+(?=de\s|desde\s|del\s|hoy|ayer)`, 'list '),
  order(
    String.raw`(?:notiere?|schreibe?|vermerke?|anota|apunta)\s+(?:(?:zu|bei|für|in|en|a|al|el)\s+)*${number}[:,]?\s+`,
    'note $1 ',
  ),
  order(String.raw`${number}\s*に\s*(?:メモ|ノート)[:：]?\s*`, 'note $1 '),
  order(String.raw`(?:wieder\s+öffnen|öffne)\s+${number}(?:\s+wieder)?${stop}`, 'reopen $1'),
  order(String.raw`${number}\s*を?\s*(?:再オープン|再開)${politeEnd}${stop}`, 'reopen $1'),
  order(String.raw`${number}\s+(?:hab|nehm|mach|übernehm)e?\s+ich${stop}`, 'ack $1'),
  order(String.raw`(?:nehm|mach|übernehm)e?\s+ich\s+(?:de[nr]\s+|die\s+)?${number}${stop}`, 'ack $1'),
  order(
    String.raw`(?:wie (?:steht es um|sieht es (?:bei|mit)|läuft)|cómo (?:va|está))(?:\s+(?:el|vorfall))?\s+${number}${stop}`,
    'show $1',
  ),
  order(String.raw`(?:gib|devuelve|suelta)\s+(?:el\s+)?${number}(?:\s+zurück)?${stop}`, 'unack $1'),
  order(
    String.raw`${number}\s+(?:für\s+)?(\S.*?)\s+(?:stummschalten|stumm|snoozen|pausieren|silenciar)${stop}`,
    'snooze $1 $2',
  ),
  order(String.raw`(\S+)\s+vertritt\s+mich\s+`, 'override $1 '),
  order(String.raw`(?:i['’]?m|i am|ich bin|estoy)\s+(?:sick|ill|krank|enferm[oa])${stop}`, 'cover me today'),
  order(
    String.raw`${number}\s*(?:番)?[をはが]?\s*(?:私が\s*)?(?:対応(?:します|中(?:です)?|する)?|やります|引き受け(?:ます|る)|担当(?:します|する))${stop}`,
    'ack $1',
  ),
  order(String.raw`${number}\s*(?:番)?を?\s*閉じ(?:て|ます|る)(?:ください)?${stop}`, 'resolve $1'),
  order(String.raw`(?:estado|ステータス|状態)(?:\s*(?:del?\s+)?${number})?${stop}`, 'status $1'),
  order(String.raw`${number}\s*(?:番)?を?\s*(?:見せて|表示)${politeEnd}${stop}`, 'show $1'),
  order(String.raw`${number}\s*(?:番)?は(?:何|なに)(?:ですか|だ)?${stop}`, 'show $1'),
  order(String.raw`${number}\s*の(?:履歴|タイムライン)(?:を(?:見せて|表示))?${politeEnd}${stop}`, 'timeline $1'),
  order(String.raw`${number}\s*のアラート(?:を(?:見せて|表示))?${politeEnd}${stop}`, 'alerts $1'),
  order(
    String.raw`#?(\d{1,9})を?(\S+?)(?:さん)?に(?:エスカレーション|エスカレート)${politeEnd}(?:する)?${stop}`,
    'escalate $1 to $2',
  ),
  order(String.raw`${number}\s*(?:番)?を?クローズ(?:しました|する)?${politeEnd}${stop}`, 'resolve $1'),
  order(
    String.raw`(?:bitte\s+)?(?!(?:ich|mich|nicht)\s)(\S+)\s+(?:bitte\s+)?(?:wecken|anrufen|alarmieren)${stop}`,
    'page $1',
  ),
  order(String.raw`(?:vorfall|incidente)\s+(?=#?\d{1,9}\s+\p{L})`, ''),
  order(String.raw`(?:nenne?|benenne?)\s+${number}\s+(?:um\s+)?(?:in|zu)\s+`, 'rename $1 to '),
  order(String.raw`${number}\s+umbenennen\s+(?:in|zu)\s+`, 'rename $1 to '),
  order(String.raw`renombra\s+(?:el\s+)?${number}\s+(?:a|como)\s+`, 'rename $1 to '),
  order(String.raw`cambia\s+el\s+(?:título|nombre)\s+(?:de\s+|del\s+)?${number}\s+(?:a|por)\s+`, 'rename $1 to '),
  order(`${number}の(?:名前|タイトル)を(.+?)に(?:変更|して)(?:して)?(?:ください)?${stop}`, 'rename $1 $2'),
  order(`(エスカレート|確認|解決)${politeEnd}${stop}`, '$1'),
  order(`インシデントの?(?:一覧|リスト)${stop}`, 'list'),
  order(`(?:助けて|使い方)${politeEnd}${stop}`, 'help'),
];
