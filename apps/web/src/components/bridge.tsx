import type { Side } from '#libs/kernel';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { useLanguage } from '../app/i18n.js';
import './bridge.css';
import { Icon, type IconName } from './icon.js';
import { SideMark } from './side-mark.js';

/**
 * One side of a Bridge. A sealed side carries nothing but the fact that it is sealed: neither words, order nor size may
 * depend on what the other side has done.
 */
export type Pier = { state: 'yes' | 'wait' | 'no'; words: ReactNode; details?: ReactNode; place?: string; clock?: true } | { state: 'sealed' };

type Seal = 'vote' | 'check' | 'lot';

export interface BridgeProps {
  kg: Pier;
  cn: Pier;
  /** What the drawing shows, in words: always given. */
  deck: ReactNode;
  /** A control beside the deck's words. */
  action?: ReactNode;
  /** The two sides show one instant, not two consents. */
  instant?: boolean;
  /** What opens a sealed side. It belongs to the page, never to the state of a side. */
  seal?: Seal;
}

type Keystone = 'open' | 'joined' | 'no' | 'sealed' | 'time';
const KEY_ICONS: Record<Keystone, IconName> = { open: 'ring', joined: 'check', no: 'mark', sealed: 'lock', time: 'time' };

function keystoneOf(kg: Pier, cn: Pier, instant: boolean): Keystone {
  const states = [kg.state, cn.state];
  if (states.includes('sealed')) return 'sealed';
  if (instant) return 'time';
  if (states.includes('no')) return 'no';
  return states.includes('wait') ? 'open' : 'joined';
}

/** KG left, CN right, in every language: an arc that closes when both sides are there. */
export function Bridge({ kg, cn, deck, action, instant = false, seal = 'vote' }: BridgeProps): ReactNode {
  const keystone = keystoneOf(kg, cn, instant);
  const closed = keystone === 'joined' || keystone === 'time';
  return (
    <div className="bridge" data-kg={kg.state} data-cn={cn.state} data-key={keystone}>
      <div className="span">
        <svg className="arc" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true">
          <path className="l" d={`M25 32C26 13 36 2 ${closed ? '50' : '48.2'} 1`} />
          <path className="r" d={`M75 32C74 13 64 2 ${closed ? '50' : '51.8'} 1`} />
        </svg>
        <span className="key"><Icon name={KEY_ICONS[keystone]} /></span>
      </div>
      <div className="sides">
        <PierView side="KG" pier={kg} seal={seal} />
        <PierView side="CN" pier={cn} seal={seal} />
      </div>
      <div className="deck"><span>{deck}</span>{action}</div>
    </div>
  );
}

function PierView({ side, pier, seal }: { side: Side; pier: Pier; seal: Seal }): ReactNode {
  const { t } = useTranslation('common');
  const sealed = pier.state === 'sealed';
  const place = sealed ? undefined : pier.place;
  return (
    <div className={`pier ${side.toLowerCase()}`}>
      <p className="t"><SideMark side={side} /><span className="nm">{place ?? t(`sides.${side}`)}</span></p>
      <div>
        <p className={`v${!sealed && pier.clock ? ' clock' : ''}`}>{sealed ? t('sealed.words') : pier.words}</p>
        {sealed ? <p className="d">{t(`sealed.${seal}`)}</p> : pier.details}
      </div>
    </div>
  );
}

/** The deck's words: the state first and strong, then what follows from it. Chinese sets no space after a full stop. */
export function DeckWords({ strong, children }: { strong: string; children?: ReactNode }): ReactNode {
  return <><b>{strong}</b>{useLanguage() === 'zh-CN' ? '' : ' '}{children}</>;
}

/** The small form for table rows; its label says both sides' states in a sentence. */
export function MiniBridge({ kg, cn, label }: { kg: boolean; cn: boolean; label: string }): ReactNode {
  const both = kg && cn;
  return (
    <span className="mb" role="img" aria-label={label}>
      <span className="k" aria-hidden="true">KG</span>
      <svg viewBox="0 0 34 14" aria-hidden="true">
        <path className={kg ? 'l on' : 'l'} d={`M1 13C3 5 9 1.5 ${both ? '17' : '14.5'} 1.5`} />
        <path className={cn ? 'r on' : 'r'} d={`M33 13C31 5 25 1.5 ${both ? '17' : '19.5'} 1.5`} />
      </svg>
      <span className="c" aria-hidden="true">CN</span>
    </span>
  );
}
