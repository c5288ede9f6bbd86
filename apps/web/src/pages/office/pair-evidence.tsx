import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Words } from '../../components/words.js';
import { score } from '../desk/figures.js';
import type { Explanation } from './pair-explanation.js';

/** What a pair without any evidence gets. */
const FLOOR = 0.1;

/** Theme and keywords of both, and what is missing for a judgement. */
export function Evidence({ why, theme }: { why: Explanation; theme: string }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  const { wanted, matched } = why.words;
  const share = wanted.length === 0 ? 0 : matched.length / wanted.length;
  const missing = !why.evidence.themes || !why.evidence.keywords || wanted.length === 0;
  return (
    <>
      <dl className="ev">
        <dt>{t('workbench.theme')}: {theme}</dt>
        <dd>{t(why.theme.matched ? 'workbench.shared' : 'workbench.notShared')}</dd>
        <dd className="ln" aria-hidden="true"><i style={{ width: why.theme.matched ? '100%' : 0 }} /></dd>
        <dt>{t('workbench.words')}{matched.length > 0 && ': '}{matched.length > 0 && <Words>{matched.join(', ')}</Words>}</dt>
        <dd>{t('workbench.wordsOf', { matched: matched.length, wanted: wanted.length })}</dd>
        <dd className="ln" aria-hidden="true"><i style={{ width: `${share * 100}%` }} /></dd>
      </dl>
      {why.source === 'set' && <p className="sec">{t('workbench.wouldBe', { value: score(why.computed, language) })}</p>}
      {missing && <p className="sec">
        {!why.evidence.themes && `${t('workbench.noThemes')} `}
        {!why.evidence.keywords && `${t('workbench.noKeywords')} `}
        {wanted.length === 0 && `${t('workbench.noWords')} `}
        {t('workbench.missing', { floor: score(FLOOR, language) })}
      </p>}
    </>
  );
}

/** What forcing the pair and going without it would take from the largest total affinity. */
export function Price({ why: { price } }: { why: Explanation }): ReactNode {
  const { t } = useTranslation('office');
  const language = useLanguage();
  if (!price) return <p className="sec">{t('workbench.noPrice')}</p>;
  const told = (what: 'forced' | 'removed', value: number | null) => (value === null ? t(`workbench.${what}Never`)
    : value === 0 ? t(`workbench.${what}Free`) : t(`workbench.${what}`, { value: score(value, language) }));
  return (
    <>
      <p className="strong">{t('workbench.price')}</p>
      <p>{told('forced', price.forced)}</p>
      <p>{told('removed', price.removed)}</p>
    </>
  );
}
