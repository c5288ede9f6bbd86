const HAN = /\p{Script=Han}/gu;
const WORD = /[\p{L}\p{N}]/u;

/** Words of an answer: Chinese characters count one each, other scripts by white space; a token without a letter or digit is no word. */
export function countWords(text: string): number {
  const han = text.match(HAN)?.length ?? 0;
  return han + text.replace(HAN, ' ').split(/\s+/u).filter((token) => WORD.test(token)).length;
}
