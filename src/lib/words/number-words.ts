const units: readonly (readonly string[])[] = [
  [],
  ['one', 'an', 'a', 'eins', 'ein', 'eine', 'uno', 'una', 'un'],
  ['two', 'zwei', 'dos'],
  ['three', 'drei', 'tres'],
  ['four', 'vier', 'cuatro'],
  ['five', 'fünf', 'cinco'],
  ['six', 'sechs', 'seis'],
  ['seven', 'sieben', 'siete'],
  ['eight', 'acht', 'ocho'],
  ['nine', 'neun', 'nueve'],
  ['ten', 'zehn', 'diez'],
  ['eleven', 'elf', 'once'],
  ['twelve', 'zwölf', 'doce'],
  ['thirteen', 'dreizehn', 'trece'],
  ['fourteen', 'vierzehn', 'catorce'],
  ['fifteen', 'fünfzehn', 'quince'],
  ['sixteen', 'sechzehn', 'dieciséis'],
  ['seventeen', 'siebzehn', 'diecisiete'],
  ['eighteen', 'achtzehn', 'dieciocho'],
  ['nineteen', 'neunzehn', 'diecinueve'],
];
const tens: readonly (readonly string[])[] = [
  [],
  [],
  ['twenty', 'zwanzig', 'veinte'],
  ['thirty', 'dreißig', 'dreissig', 'treinta'],
  ['forty', 'vierzig', 'cuarenta'],
  ['fifty', 'fünfzig', 'cincuenta'],
  ['sixty', 'sechzig', 'sesenta'],
  ['seventy', 'siebzig', 'setenta'],
  ['eighty', 'achtzig', 'ochenta'],
  ['ninety', 'neunzig', 'noventa'],
];

const numbers = new Map<string, number>([
  ...units.flatMap((words, number) => words.map((word) => [word, number] as const)),
  ...tens.flatMap((words, ten) => words.map((word) => [word, ten * 10] as const)),
]);

const kanji = '〇一二三四五六七八九';
const kanjiNumber = /^(?:([二三四五六七八九])?(百))?(?:([二三四五六七八九])?(十))?([一二三四五六七八九])?$/u;

/** `十四`, `百二十`; undefined for other signs. */
function numberInKanji(text: string): number | undefined {
  const [, hundreds = '一', hundred, tens = '一', ten, ones = '〇'] = (text !== '' && kanjiNumber.exec(text)) || [];
  if (hundred === undefined && ten === undefined && ones === '〇') return undefined;
  const times = (sign: string, unit: string | undefined, value: number) => (unit ? kanji.indexOf(sign) * value : 0);
  return times(hundreds, hundred, 100) + times(tens, ten, 10) + kanji.indexOf(ones);
}

/**
 * Returns the number of a word: English, German or Spanish up to 99, kanji up to 999. `fifteen`, `forty-five`, `十四`.
 * Undefined for other words.
 */
export function numberMeant(word: string): number | undefined {
  const typed = word.toLowerCase();
  const whole = numbers.get(typed) ?? numberInKanji(typed);
  if (whole !== undefined) return whole;
  const [, ten = '', unit = ''] = /^(\p{L}+)[\s-](\p{L}+)$/u.exec(typed) ?? [];
  const [first, second] = [numbers.get(ten), numbers.get(unit)];
  return first !== undefined && first % 10 === 0 && first > 10 && second !== undefined && second < 10
    ? first + second
    : undefined;
}
