import type { PairedLine } from './pairs.ts';
import { anyOf } from './patterns.ts';

/** Words of which one begins what another ends, wherever they stand in a line. Between them and others there are no spaces. */
const begin = anyOf([
  ...[
    '障害通知',
    '障害発生',
    '障害',
    '異常',
    '失敗',
    '停止',
    '切断',
    '劣化',
    'クラッシュ',
    'ダウン',
    '停電',
    '高すぎ',
    '低すぎ',
    '不足',
  ],
  ...[
    'エラー発生',
    'エラーが発生',
    'エラー [1-9]\\d{0,6}\\s?件',
    '(?<=応答)が?(?:ありません|なし)',
    'バッテリー(?:モード|運転|駆動)',
  ],
]);
const end = anyOf([
  ...['復旧通知', '障害復旧', '復旧', '回復', '解消', '正常', '成功', '再開', '復電', '再接続', '修復'],
  ...['エラー解消', 'エラーが解消', '正常に(?:終了|完了)', '(?:ac|商用)(?:モード|電源|運転)'],
  ...['完了 \\(?エラー 0\\s?件\\)?', 'エラー 0\\s?件', 'エラーなし'],
]);
/** What leads to such a word and what follows it, and is no part of what it is about. */
const word = new RegExp(
  `\\s?(?:が|は|に|を|の)?\\s?(?:(?<end>${end})|(?<begin>${begin}))(?:が?発生)?(?:に(?:戻りました|復帰しました|なりました|切り替わりました))?(?:を検知しました|しています|しました|ました|ます|です)?[。!！]?`,
  'giu',
);
const denied = /ません(?!でした)|ませんでした|できな|しない|未(?:復旧|解消|回復)|せず/u;
const written = /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u;

/** Returns what a Japanese line is about that has one such word. Undefined: it has none or several, or denies an end. */
export function readJapanese(line: string): PairedLine | undefined {
  if (!written.test(line)) return undefined;
  const [found, second] = [...line.matchAll(word)];
  if (!found || second) return undefined;
  const isOver = found.groups?.end !== undefined;
  if (isOver && denied.test(line)) return undefined;
  const bare = `${line.slice(0, found.index)} ${line.slice(found.index + found[0].length).trimStart()}`
    .replace(/\s(?=[:：\]])/g, '')
    .replace(/\s{2,}/g, ' ')
    .replace(/^[\s:：]{1,4}|[\s:：]{1,4}$/g, '');
  return /[\p{L}\p{N}]/u.test(bare) ? { bare, isOver } : undefined;
}
