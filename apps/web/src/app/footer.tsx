import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SideMark } from '../components/side-mark.js';

const SCHEMES: readonly MantineColorScheme[] = ['auto', 'light', 'dark'];

export function Footer(): ReactNode {
  const { t } = useTranslation('common');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <footer className="foot">
      <div className="wrap">
        <div className="two">
          <p><SideMark side="KG" /><span className="b">{t('ministries.KG')}</span>{t('sides.KG')}</p>
          <svg viewBox="0 0 100 34" preserveAspectRatio="none" fill="none" strokeWidth="2" aria-hidden="true">
            <path d="M2 33C6 13 26 2 50 2" stroke="var(--kg)" vectorEffect="non-scaling-stroke" />
            <path d="M98 33C94 13 74 2 50 2" stroke="var(--cn)" vectorEffect="non-scaling-stroke" />
          </svg>
          <p><SideMark side="CN" /><span className="b">{t('ministries.CN')}</span>{t('sides.CN')}</p>
        </div>
        <div className="end">
          <span>{t('footer')}</span>
          <label>
            {t('scheme.label')}
            <select value={colorScheme} onChange={(e) => setColorScheme(e.currentTarget.value as MantineColorScheme)}>
              {SCHEMES.map((s) => <option key={s} value={s}>{t(`scheme.${s}`)}</option>)}
            </select>
          </label>
        </div>
      </div>
    </footer>
  );
}
