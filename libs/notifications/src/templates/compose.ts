import { letterAmount, resultLetter } from '#libs/awards/shared/result-letter';
import { CAPITAL_ZONES, type Language } from '#libs/kernel';
import type { Template } from '../shared/templates.js';
import { en } from './en.js';
import type { Told, Wording } from './facts.js';
import { ky } from './ky.js';
import { ru } from './ru.js';
import { zh } from './zh-CN.js';

export interface Composed { subject: string; text: string }

const WORDINGS: Record<Language, Wording> = { en, ru, ky, 'zh-CN': zh };
/** English dates are written day first here, the month in words. */
const DATE_LOCALE: Record<Language, string> = { en: 'en-GB', ru: 'ru', ky: 'ky', 'zh-CN': 'zh-CN' };

function inBothCapitals(at: Date, language: Language): string {
  const local = (timeZone: string) => new Intl.DateTimeFormat(DATE_LOCALE[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(at);
  return WORDINGS[language].instant(local(CAPITAL_ZONES.KG), local(CAPITAL_ZONES.CN));
}

function bodyOf(told: Exclude<Told, { template: 'result' }>, language: Language): string {
  // Kind and facts belong together in `Told`; the compiler cannot follow that through a look-up.
  const body = WORDINGS[language].bodies[told.template] as (facts: typeof told.facts, instant: (at: Date) => string) => string;
  return body(told.facts, (at) => inBothCapitals(at, language));
}

/** A subject tells that there is a message, and a number at most: it is read on locked screens and by strangers' servers. */
export function subjectOf(template: Template, ref: string, language: Language): string {
  return template === 'activation' ? WORDINGS[language].codeSubject : WORDINGS[language].subject(ref).trim();
}

/** Subject and text of a letter. A result's text is the awards slice's own, as it was shown to those who approved it. `publicUrl` names the sender's site. */
export function compose(told: Told, language: Language, publicUrl: string): Composed {
  const w = WORDINGS[language];
  if (told.template === 'result') {
    const { number, result, amountFen } = told.facts;
    return resultLetter(language, { number, result, amountText: amountFen === null ? null : letterAmount(language, amountFen) });
  }
  return { subject: subjectOf(told.template, told.ref, language), text: `${w.greeting}\n\n${bodyOf(told, language)}\n\n--\n${w.closing}\n${publicUrl}\n` };
}

/** What stands where a letter is no longer for its reader. */
export function composeGone(template: Template, language: Language): Composed {
  return { subject: subjectOf(template, '', language), text: WORDINGS[language].gone };
}
