import type { Language } from '#libs/kernel';
import { number } from '../../format/numbers.js';

/** A mean or an affinity with two decimals, so that figures of a column stand under each other. */
export function score(value: number, language: Language): string {
  const text = number(Math.round(value * 100) / 100, language);
  const mark = number(0.5, language).charAt(1);
  const [whole = '', part = ''] = text.split(mark);
  return `${whole}${mark}${part.padEnd(2, '0')}`;
}
