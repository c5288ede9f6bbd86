import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface PageHeadProps {
  title: string;
  lang?: string | undefined;
  eyebrow?: ReactNode;
  meta?: ReactNode;
  aside?: ReactNode;
  crumbs?: readonly ReactNode[];
}

/** Title of a page: in the document's title too, with the way back above it. */
export function PageHead({ title, lang, eyebrow, meta, aside, crumbs }: PageHeadProps): ReactNode {
  const { t } = useTranslation('common');
  return (
    <>
      <title>{`${title} · ${t('brand')}`}</title>
      {crumbs && (
        <nav className="crumb" aria-label={t('crumbs')}>
          <ol>
            {crumbs.map((crumb, at) => (
              <li key={at}>{crumb}</li>
            ))}
          </ol>
        </nav>
      )}
      <div className="pagehead">
        <div className="row">
          <div>
            {eyebrow && <p className="eyebrow">{eyebrow}</p>}
            <h1 lang={lang}>{title}</h1>
            {meta && <div className="meta">{meta}</div>}
          </div>
          {aside}
        </div>
      </div>
    </>
  );
}
