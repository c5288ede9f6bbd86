import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.js';
import { placeOf, type SectionName } from './findings.js';
import type { Application } from './types.js';

/** What still keeps the application from being submitted, each with the way to its field. */
export function RulesPanel({ application, only }: { application: Application; only?: SectionName }): ReactNode {
  const { t } = useTranslation('application');
  const id = useId();
  const findings = application.findings.filter((f) => only === undefined || placeOf(f).section === only);
  return (
    <aside className="rulespanel" aria-labelledby={id}>
      <h2 id={id}>{t('rules.title')}</h2>
      <p className="sm sec">{findings.length > 0 ? t('rules.text', { count: findings.length }) : t(only ? 'rules.noneHere' : 'rules.none')}</p>
      <ul className="rules card">
        {findings.map((f) => {
          const place = placeOf(f);
          return (
            <li className="bad" key={f.code + f.pointer}>
              <Icon name="alert" />
              <div>
                <b>{f.detail}</b>
                <Link
                  to={`/applications/$applicationId/${place.section}`}
                  params={{ applicationId: application.id }}
                  {...(place.field && { hash: place.field })}
                >
                  {t('rules.goTo', { section: t(`sections.${place.section}.title`) })}
                </Link>
              </div>
            </li>
          );
        })}
        {findings.length === 0 && (
          <li className="ok">
            <Icon name="check" />
            <div>
              <b>{t('rules.allKept')}</b>
            </div>
          </li>
        )}
      </ul>
    </aside>
  );
}
