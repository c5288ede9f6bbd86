import { CAPITAL_ZONES } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Bridge, type Pier } from '../../components/bridge.js';
import { Icon } from '../../components/icon.js';
import { PageHead } from '../../components/page-head.js';
import { Empty, Skeleton } from '../../components/states.js';
import { capitalClock, day, UTC_OFFSETS } from '../../format/dates.js';
import { money } from '../../format/numbers.js';
import { ownTitle } from '../../format/titles.js';
import './application.css';
import { useApplication } from './use-application.js';

/** The receipt of a submission: number, instant on both capitals' clocks, and the fingerprint of what was submitted. */
export function ReceiptPage(): ReactNode {
  const { t } = useTranslation('application');
  const { t: m } = useTranslation('me');
  const { t: c } = useTranslation('common');
  const language = useLanguage();
  const found = useApplication();
  if (!found) return <Skeleton />;
  const { application } = found;
  const { receipt } = application;
  const params = { applicationId: application.id };
  const title = ownTitle(application, language);
  const crumbs = [
    <Link key="me" to="/me">
      {m('title')}
    </Link>,
    <Link key="a" to="/applications/$applicationId" params={params} lang={title.lang}>
      {title.text || t('untitled')}
    </Link>,
  ];
  if (!receipt)
    return (
      <>
        <PageHead title={t('receipt.title')} crumbs={crumbs} />
        <Empty title={t('receipt.none')} />
      </>
    );
  const pier = (side: 'KG' | 'CN'): Pier => ({
    state: 'yes',
    place: c(`capitals.${side}`),
    clock: true,
    words: capitalClock(receipt.receivedAt, side, true),
    details: (
      <p className="d">
        {day(receipt.receivedAt, language, { zone: CAPITAL_ZONES[side] })}, {UTC_OFFSETS[side]}
      </p>
    ),
  });
  return (
    <>
      <PageHead
        title={t('receipt.done')}
        crumbs={crumbs}
        meta={
          <span className="tag ok">
            <Icon name="check" />
            {t('states.submitted')}
          </span>
        }
      />
      <div className="stack receipt">
        <section className="card pad" aria-label={t('receipt.title')}>
          <p className="sec sm">{t('receipt.number')}</p>
          <p className="big" data-testid="receipt-number">
            {receipt.number}
          </p>
          <Bridge instant kg={pier('KG')} cn={pier('CN')} deck={t('receipt.received')} />
        </section>
        <dl className="rows">
          <div>
            <dt>{t('receipt.application')}</dt>
            <dd lang={title.lang}>{title.text}</dd>
          </div>
          <div>
            <dt>{t('budget.requested')}</dt>
            <dd>{money(application.requested, language)}</dd>
          </div>
          <div>
            <dt>{t('receipt.sha256')}</dt>
            <dd className="mono" data-testid="receipt-sha256">
              {receipt.sha256}
            </dd>
          </div>
          {receipt.auditHash && (
            <div>
              <dt>{t('receipt.audit')}</dt>
              <dd className="mono">{receipt.auditHash}</dd>
            </div>
          )}
        </dl>
        <p className="measure sec">{t('receipt.next')}</p>
        <p className="acts">
          <button className="btn two" type="button" onClick={() => window.print()}>
            {t('receipt.print')}
          </button>
          <Link to="/applications/$applicationId" params={params}>
            {t('receipt.back')}
          </Link>
        </p>
      </div>
    </>
  );
}
