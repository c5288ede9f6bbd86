import { isProblem } from '#libs/kernel';
import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/page-head.js';

export function NotFoundPage(): ReactNode {
  const { t } = useTranslation('common');
  return (
    <>
      <PageHead title={t('notFound.title')} />
      <p className="measure">{t('notFound.text')}</p>
      <p className="acts" style={{ marginTop: '1.5rem' }}><Link className="btn" to="/">{t('notFound.home')}</Link></p>
    </>
  );
}

/** What a page shows when it could not be drawn or read; a refusal speaks in the server's words. */
export function ErrorPage({ error }: { error: unknown }): ReactNode {
  const { t } = useTranslation('common');
  const router = useRouter();
  if (isProblem(error) && error.status === 404) return <NotFoundPage />;
  return (
    <>
      <PageHead title={t('failed.title')} />
      <p className="measure" role="alert">{isProblem(error) ? error.body.detail : t('failed.text')}</p>
      <p className="acts" style={{ marginTop: '1.5rem' }}>
        <button className="btn" type="button" onClick={() => void router.invalidate()}>{t('failed.again')}</button>
        <a className="btn two" href={window.location.href}>{t('failed.reload')}</a>
      </p>
    </>
  );
}
