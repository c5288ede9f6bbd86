import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../app/i18n.js';
import { now } from '../format/clock.js';
import { browserOffset, capitalClock, capitalDay, dayAndClock, timeLeft, UTC_OFFSETS } from '../format/dates.js';
import { Bridge, type Pier } from './bridge.js';

/** One instant on both capitals' clocks, with the time that is left and the browser's own clock. */
export function BothClocks({ at, action }: { at: string; action?: ReactNode }): ReactNode {
  const { t } = useTranslation('common');
  const language = useLanguage();
  const pier = (side: 'KG' | 'CN'): Pier => ({
    state: 'yes',
    place: t(`capitals.${side}`),
    clock: true,
    words: capitalClock(at, side),
    details: (
      <p className="d">
        {capitalDay(at, side, language)}, <span className="nw">{UTC_OFFSETS[side]}</span>
      </p>
    ),
  });
  return (
    <Bridge
      instant
      kg={pier('KG')}
      cn={pier('CN')}
      action={action}
      deck={
        <>
          <TimeLeft at={at} /> {t('oneInstant')}
          <br />
          <span className="xs">{t('yourClock', { time: `${dayAndClock(at, language)}, ${browserOffset(at)}` })}</span>
        </>
      }
    />
  );
}

/** "24 days 3 hours left", renewed every half minute. */
export function TimeLeft({ at }: { at: string }): ReactNode {
  const { t } = useTranslation('common');
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = window.setInterval(() => setMoment(now()), 30_000);
    return () => window.clearInterval(timer);
  }, []);
  const left = timeLeft(at, moment);
  if (!left) return <span>{t('timeLeft.none')}</span>;
  const days = t('timeLeft.days', { count: left.days });
  const hours = t('timeLeft.hours', { count: left.hours });
  const words = left.days > 0 ? `${days} ${hours}` : `${hours} ${t('timeLeft.minutes', { count: left.minutes })}`;
  return <b>{t('timeLeft.left', { time: words.replace(/ /g, '\u00a0') })}</b>;
}
