import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.js';
import { Note } from '../../components/note.js';
import { PageHead } from '../../components/page-head.js';
import { ownTitle } from '../../format/titles.js';
import './application.css';
import { SECTIONS, type SectionName } from './findings.js';
import { RulesPanel } from './rules-panel.js';
import { SaveStatus } from './save-status.js';
import type { SaveState } from './section-draft.js';
import type { Application } from './types.js';

export interface SectionFrameProps {
  application: Application;
  section: SectionName;
  state?: SaveState;
  wide?: boolean;
  children: ReactNode;
}

/** The frame of a section's page: the way back, how far it is saved, the rules, the next section. */
export function SectionFrame({ application, section, state, wide = false, children }: SectionFrameProps): ReactNode {
  const { t } = useTranslation('application');
  const { t: m } = useTranslation('me');
  const language = useLanguage();
  const at = SECTIONS.indexOf(section);
  const next = SECTIONS[at + 1];
  const params = { applicationId: application.id };
  const title = ownTitle(application, language);
  return (
    <>
      <PageHead
        title={t(`sections.${section}.title`)}
        eyebrow={t('sectionOf', { at: at + 1, of: SECTIONS.length })}
        aside={state && application.can.edit.ok && <SaveStatus state={state} updatedAt={application.updatedAt} />}
        crumbs={[
          <Link key="me" to="/me">
            {m('title')}
          </Link>,
          <Link key="a" to="/applications/$applicationId" params={params} lang={title.lang}>
            {application.number ?? (title.text || t('untitled'))}
          </Link>,
        ]}
      />
      {!application.can.edit.ok && section !== 'sign-off' && (
        <div className="readonly">
          <Note>{t('readOnly')}</Note>
        </div>
      )}
      <div className={wide || !application.can.edit.ok ? 'stack' : 'cols'}>
        <div className="stack">{children}</div>
        {application.can.edit.ok && <RulesPanel application={application} {...(section !== 'sign-off' && { only: section })} />}
      </div>
      <p className="acts sectionacts">
        <Link className="btn two" to="/applications/$applicationId" params={params}>
          {t('backToList')}
        </Link>
        {next && (
          <Link to={`/applications/$applicationId/${next}`} params={params}>
            {t('nextSection', { section: t(`sections.${next}.title`) })}
          </Link>
        )}
      </p>
    </>
  );
}
