import { useEffect, type RefObject } from 'react';

/** A dialog that closes gives the focus back to what opened it, a moment after it is gone. */
const DIALOG_RETURNS_MS = 50;

/**
 * Keeps the keyboard's place: when the focused control goes away with what it did, the focus goes to the page's content; when it was only
 * out of use for a moment (while something is sent), it gets the focus back. Otherwise the next Tab would start at the top of the page.
 */
export function useKeptFocus(main: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let last: Element | null = null;
    const note = (event: FocusEvent) => { last = event.target instanceof Element ? event.target : null; };
    // Who clicks beside all controls leaves them on purpose.
    const leave = () => { last = null; };
    const toContent = () => { if (document.activeElement === document.body) main.current?.focus({ preventScroll: true }); };
    const restore = () => {
      if (document.activeElement !== document.body || !last) return;
      if (!last.isConnected) window.setTimeout(toContent, DIALOG_RETURNS_MS);
      else if (last instanceof HTMLElement && !last.matches(':disabled')) last.focus({ preventScroll: true });
    };
    const watcher = new MutationObserver(restore);
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', leave);
    watcher.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', leave);
      watcher.disconnect();
    };
  }, [main]);
}
