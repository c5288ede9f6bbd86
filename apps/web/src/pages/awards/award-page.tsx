import { readAward } from '#libs/awards/shared/contract';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../api/queries.js';
import { useLanguage } from '../../app/i18n.js';
import { AwardInstitutions } from '../../components/award-table.js';
import { Bridge, type Pier } from '../../components/bridge.js';
import { PageHead } from '../../components/page-head.js';
import { Skeleton } from '../../components/states.js';
import { Words } from '../../components/words.js';
import { dayAndClock } from '../../format/dates.js';
import { money } from '../../format/numbers.js';
import { ownTitle } from '../../format/titles.js';
import { textIn } from '../../format/texts.js';
import './awards.css';

export function AwardPage(): ReactNode {
  const { t } = useTranslation('awards');
  const { t: h } = useTranslation('home');
  const language = useLanguage();
  const { awardId } = useParams({ from: '/awards/$awardId' });
  const award = useAsk(readAward, { params: { id: awardId } });
  if (award.error) throw award.error;
  if (!award.data) return <Skeleton />;
  const one = award.data;
  const title = ownTitle(one, language);
  const pier = (side: 'KG' | 'CN'): Pier => ({ state: 'yes', words: <Words>{one.leads[side]}</Words>, details: <p className="d">{t('lead')}</p> });
  return (
    <>
      <PageHead
        title={title.text}
        lang={title.lang}
        eyebrow={one.number}
        crumbs={[
          <Link key="register" to="/awards">
            {t('title')}
          </Link>,
        ]}
        meta={<span>{textIn(one.theme.names, language)}</span>}
      />
      <div className="cols">
        <div className="stack">
          <div className="card pad">
            <Bridge kg={pier('KG')} cn={pier('CN')} deck={<b>{t('decided')}</b>} />
          </div>
          <section>
            <h2>{t('abstract')}</h2>
            <p className="measure pre" lang="en">
              {one.abstractEn}
            </p>
          </section>
        </div>
        <aside aria-label={t('facts')}>
          <dl className="rows">
            <div>
              <dt>{t('amount')}</dt>
              <dd className="strong">{money(one.amount, language)}</dd>
            </div>
            <div>
              <dt>{t('duration')}</dt>
              <dd>{h('facts.monthsValue', { count: one.months })}</dd>
            </div>
            <div>
              <dt>{t('institutions')}</dt>
              <dd className="pts">
                <AwardInstitutions award={one} />
              </dd>
            </div>
            <div>
              <dt>{t('call')}</dt>
              <dd>
                <Link to="/calls/$callId" params={{ callId: one.callId }}>
                  {one.callCode}
                </Link>
              </dd>
            </div>
            <div>
              <dt>{t('announced')}</dt>
              <dd>{dayAndClock(one.announcedAt, language)}</dd>
            </div>
            <div>
              <dt>{t('titleEn')}</dt>
              <dd lang="en">{one.titleEn}</dd>
            </div>
          </dl>
        </aside>
      </div>
    </>
  );
}
