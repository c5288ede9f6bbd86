import { Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { useKeptFocus } from './kept-focus.js';

/** The frame of every page: skip link, header, main, footer. A new page takes the focus, so that it is read from its top. */
export function Layout(): ReactNode {
  const { t } = useTranslation('common');
  const { pathname, hash } = useLocation();
  const main = useRef<HTMLElement>(null);
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current !== pathname && !hash) main.current?.focus({ preventScroll: true });
    last.current = pathname;
  }, [pathname, hash]);
  useKeptFocus(main);
  return (
    <>
      <a className="skip" href="#main">{t('skip')}</a>
      <Header />
      <main id="main" tabIndex={-1} ref={main}><div className="wrap"><Outlet /></div></main>
      <Footer />
    </>
  );
}
