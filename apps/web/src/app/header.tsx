import { displayName } from '#libs/kernel';
import { Link, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.js';
import { Words } from '../components/words.js';
import { needDeskTexts } from './i18n.js';
import { LanguageSwitch } from './language-switch.js';
import { useLeave, useMe } from './session.js';

const RoleNav = lazy(async () => {
  const [{ RoleNav }] = await Promise.all([import('../pages/desk/role-nav.js'), needDeskTexts()]);
  return { default: RoleNav };
});

export function Header(): ReactNode {
  const { t } = useTranslation('common');
  const { pathname } = useLocation();
  const [openAt, setOpenAt] = useState<string>();
  // Following a link closes the menu: it is open for one address only.
  const shown = openAt === pathname;
  return (
    <header className="top">
      <div className="wrap in">
        <Link className="logo" to="/">
          <Logo />
          <span>{t('brand')} <small lang="zh-CN">桥</small></span>
        </Link>
        <MainNav shown={shown} />
        <div className="end">
          <LanguageSwitch />
          <Who />
          <button className="btn two menu" type="button" aria-label={t('menu')} aria-expanded={shown} aria-controls="main-nav" onClick={() => setOpenAt(shown ? undefined : pathname)}>
            <Icon name="menu" />
          </button>
        </div>
      </div>
    </header>
  );
}

function Logo(): ReactNode {
  return (
    <svg viewBox="0 0 36 28" fill="none" strokeWidth="3" strokeLinecap="round" aria-hidden="true">
      <path d="M2 23h32" stroke="currentColor" strokeWidth="2.4" />
      <path d="M5 22.5C5.4 12.6 9.6 7 15.4 5.9" stroke="var(--kg)" />
      <path d="M31 22.5C30.6 12.6 26.4 7 20.6 5.9" stroke="var(--cn)" />
      <circle cx="18" cy="5" r="2.1" fill="currentColor" />
    </svg>
  );
}

function MainNav({ shown }: { shown: boolean }): ReactNode {
  const { t } = useTranslation('common');
  const me = useMe();
  const leave = useLeave();
  return (
    <nav className={shown ? 'main shown' : 'main'} id="main-nav" aria-label={t('mainNav')}>
      <ul>
        {me && <li><Link to="/me">{t('nav.me')}</Link></li>}
        <li><Link to="/calls">{t('nav.calls')}</Link></li>
        <li><Link to="/awards">{t('nav.awards')}</Link></li>
        {me && <Suspense fallback={null}><RoleNav me={me} /></Suspense>}
        <li className="narrow">
          {me ? <button className="btn quiet" type="button" onClick={() => void leave()}>{t('nav.logOut')}</button> : <Link to="/log-in">{t('nav.logIn')}</Link>}
        </li>
      </ul>
    </nav>
  );
}

function Who(): ReactNode {
  const { t } = useTranslation('common');
  const me = useMe();
  const leave = useLeave();
  // Its place is kept while it is not known who is in.
  if (me === undefined) return <span className="btn two s out unknown" aria-hidden="true">{t('nav.logIn')}</span>;
  if (me === null) return <Link className="btn two s out" to="/log-in">{t('nav.logIn')}</Link>;
  return (
    <>
      <span className="who"><Icon name="person" /><span><Words>{displayName({ ...me, patronymic: null })}</Words></span></span>
      <button className="btn two s out" type="button" onClick={() => void leave()}>{t('nav.logOut')}</button>
    </>
  );
}
