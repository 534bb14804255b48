import { expect, it } from 'vitest';
import { csvLines } from '../../src/lib/tables/csv.ts';

it('quotes what has a comma, a quote or a line break in it', () => {
  expect(csvLines([['a', 'b,c', 'd"e', 'f\ng', 'h\ri', 7, true, undefined]])).toBe(
    'a,"b,c","d""e","f\ng","h\ri",7,true,\r\n',
  );
});

it('lets no spreadsheet run a text as a formula', () => {
  expect(csvLines([['=1+1', '+49', '-1', '@SUM(A1)', -1]])).toBe("'=1+1,'+49,'-1,'@SUM(A1),-1\r\n");
});
