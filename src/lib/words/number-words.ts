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

/**
 * Returns the number of an English, German or Spanish number word up to 99: `fifteen`, `forty-five`. Undefined for other
 * words.
 */
export function numberMeant(word: string): number | undefined {
  const typed = word.toLowerCase();
  const whole = numbers.get(typed);
  if (whole !== undefined) return whole;
  const [, ten = '', unit = ''] = /^(\p{L}+)[\s-](\p{L}+)$/u.exec(typed) ?? [];
  const [first, second] = [numbers.get(ten), numbers.get(unit)];
  return first !== undefined && first % 10 === 0 && first > 10 && second !== undefined && second < 10
    ? first + second
    : undefined;
}
