import type { listApplications } from '#libs/applications/shared/contract';
import type { Result } from '#libs/kernel';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { ApplicationStateTag } from '../../components/application-state.js';
import { SideMark } from '../../components/side-mark.js';
import { Words } from '../../components/words.js';
import { dayAndClock } from '../../format/dates.js';
import { money } from '../../format/numbers.js';
import { ownTitle } from '../../format/titles.js';

type Summary = Result<typeof listApplications>['items'][number];

export function MyApplications({ items }: { items: readonly Summary[] }): ReactNode {
  const { t } = useTranslation('me');
  const { t: a } = useTranslation('application');
  const language = useLanguage();
  return (
    <table className="tbl records sm">
      <thead>
        <tr>
          <th scope="col">{t('applications.application')}</th>
          <th scope="col">{t('applications.leads')}</th>
          <th scope="col">{t('applications.state')}</th>
          <th scope="col" className="num">
            {t('applications.requested')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => {
          const title = ownTitle(one, language);
          return (
            <tr key={one.id}>
              <th scope="row">
                <Link to="/applications/$applicationId" params={{ applicationId: one.id }} lang={title.lang}>
                  {title.text || a('untitled')}
                </Link>
                <span className="under">{one.number ?? one.callCode}</span>
              </th>
              <td>
                {(['KG', 'CN'] as const).map((side) => (
                  <span className="pt" key={side}>
                    <SideMark side={side} />
                    <span>{one.leads[side] ? <Words>{one.leads[side]}</Words> : t('applications.noLead')}</span>
                  </span>
                ))}
              </td>
              <td>
                <ApplicationStateTag state={one.state} />
                <span className="under">{t('applications.changed', { at: dayAndClock(one.updatedAt, language) })}</span>
              </td>
              <td className="num">{money(one.requested, language)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
