import type { Language } from '#libs/kernel';
import { number } from '../../format/numbers.js';

/** A mean, an affinity (two decimals) or an expected rank (one), so that figures of a column stand under each other. */
export function score(value: number, language: Language, digits = 2): string {
  const text = number(value, language, digits);
  const mark = number(0.5, language).charAt(1);
  const [whole = '', part = ''] = text.split(mark);
  return `${whole}${mark}${part.padEnd(digits, '0')}`;
}
