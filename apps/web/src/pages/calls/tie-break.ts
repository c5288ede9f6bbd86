import { NO_TIE_BREAK, type Content } from '#libs/calls/shared/contract';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { textIn } from '../../format/texts.js';

/** How a call orders equal totals, one step a line. */
export function useTieBreakLines(): (content: Content) => string[] {
  const { t } = useTranslation('calls');
  const language = useLanguage();
  return ({ tieBreak = NO_TIE_BREAK, criteria }) => [
    ...tieBreak.criteria.map((code) => t('rules.tieCriterion', { name: textIn(criteria.find((k) => k.code === code)?.names ?? { en: code }, language) })),
    t(tieBreak.last === 'lot' ? 'rules.tieLot' : 'rules.tieNumber'),
  ];
}
