import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Still bars of about the content's height; shown only after 300 ms. */
export function Skeleton({ lines = 5 }: { lines?: number }): ReactNode {
  const { t } = useTranslation('common');
  const widths = ['62%', '100%', '88%', '40%', '74%', '93%', '55%'];
  return (
    <div className="sk" role="status">
      <span className="vh">{t('loading')}</span>
      {widths.slice(0, lines).map((width) => (
        <i key={width} style={{ width }} />
      ))}
    </div>
  );
}

/** Nothing here yet: one sentence, and at most one action. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <svg viewBox="0 0 120 40" fill="none" aria-hidden="true">
        <path d="M4 38H52M68 38h48" stroke="var(--line-strong)" strokeWidth="2" />
        <path
          d="M28 38C29 18 42 6 57 4.6M92 38C91 18 78 6 63 4.6"
          stroke="var(--line-strong)"
          strokeWidth="2"
          strokeDasharray="2 5"
          strokeLinecap="round"
        />
      </svg>
      <p className="strong">{title}</p>
      {children && <p className="sm sec">{children}</p>}
      {action}
    </div>
  );
}
