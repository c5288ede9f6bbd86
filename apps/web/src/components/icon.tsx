import type { ReactNode } from 'react';

const SHAPES = {
  check: <path d="M4 10.5 8 14.5 16 5.5" />,
  ring: <circle cx="10" cy="10" r="6.5" />,
  half: <><circle cx="10" cy="10" r="6.5" /><path d="M10 3.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" /></>,
  alert: <><path d="M10 3 18 17H2z" /><path d="M10 8.5v4M10 14.7v.1" /></>,
  cross: <path d="m5 5 10 10M15 5 5 15" />,
  mark: <path d="M10 4v7.5M10 15.6v.1" />,
  lock: <><rect x="4.5" y="9" width="11" height="8" rx="1.5" /><path d="M7 9V6.5a3 3 0 0 1 6 0V9" /></>,
  time: <><circle cx="10" cy="10" r="7" /><path d="M10 6v4.3l2.8 1.7" /></>,
  person: <><circle cx="10" cy="7" r="3.2" /><path d="M3.8 17c.8-3.4 3.2-5 6.2-5s5.4 1.6 6.2 5" /></>,
  menu: <path d="M3 6h14M3 10h14M3 14h14" />,
  download: <path d="M10 3v10m-4-4 4 4 4-4M4 17h12" />,
  upload: <path d="M10 14V4m-4 4 4-4 4 4M4 17h12" />,
  offline: <path d="M3 3l14 14M5.2 9.2A8 8 0 0 1 8 7.6M12.6 7.8a8 8 0 0 1 2.2 1.4M2.5 6.6A12 12 0 0 1 5 5M9.5 4.5a12 12 0 0 1 8 2.1M10 15.2v.1" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** A drawn sign; always beside words, hence hidden from screen readers. */
export function Icon({ name }: { name: IconName }): ReactNode {
  return <svg className="i" viewBox="0 0 20 20" aria-hidden="true">{SHAPES[name]}</svg>;
}
