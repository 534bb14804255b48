import type { Translation } from '../../catalogue.ts';
import type { http as english } from '../../en/web/http.ts';

export const http = {
  'http.not-found': 'このアドレスには何もありません。',
  'http.failed': 'エラーが発生しました。詳細はログにあります。',
  'http.timeout': 'リクエストがタイムアウトしましたが、完了する可能性があります。再試行する前に確認してください。',
  'http.too-large': 'リクエストが大きすぎます。小さく分けて送ってください。',
  'http.start-page': 'スタートページへ',
} as const satisfies Translation<typeof english>;
