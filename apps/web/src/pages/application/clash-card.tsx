import { otherSide, isSide, type AnySide } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SideMark } from '../../components/side-mark.js';
import type { Clash } from './section-draft.js';

export interface ClashCardProps {
  clash: Clash;
  label: string;
  mySide: AnySide | null;
  onSettle: (text: string) => void;
  joinable?: boolean;
}

/** Two people changed the same answer: both texts side by side, and nothing is lost. */
export function ClashCard({ clash, label, mySide, onSettle, joinable = true }: ClashCardProps): ReactNode {
  const { t } = useTranslation('application');
  const other = mySide && isSide(mySide) ? otherSide(mySide) : null;
  return (
    <section className="card pad clash" role="alert" aria-label={t('clash.title', { label })}>
      <h2>{t('clash.title', { label })}</h2>
      <p className="sm sec">{t('clash.text')}</p>
      <div className="both">
        <div>
          <p>
            {mySide && <SideMark side={mySide} />} <span className="sm sec">{t('clash.mine')}</span>
          </p>
          <p className="box pre">{clash.mine || '–'}</p>
          <button className="btn two s" type="button" onClick={() => onSettle(clash.mine)}>
            {t('clash.keepMine')}
          </button>
        </div>
        <div>
          <p>
            {other && <SideMark side={other} />} <span className="sm sec">{t('clash.theirs')}</span>
          </p>
          <p className="box pre">{clash.theirs || '–'}</p>
          <button className="btn two s" type="button" onClick={() => onSettle(clash.theirs)}>
            {t('clash.keepTheirs')}
          </button>
        </div>
      </div>
      {joinable && (
        <button className="btn quiet s" type="button" onClick={() => onSettle(`${clash.mine}\n\n${clash.theirs}`)}>
          {t('clash.join')}
        </button>
      )}
    </section>
  );
}
