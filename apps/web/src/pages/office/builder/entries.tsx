import { useContext, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Entry } from './call-fields.js';
import { FaultsContext, ListFault } from './parts.js';

export interface EntriesProps<E extends Entry> {
  list: string;
  items: readonly E[];
  onChange: (items: E[]) => void;
  /** What one entry is called in the reader's language; empty for a new one. */
  nameOf: (item: E) => string;
  add: { label: string; make: () => E };
  children: (item: E, place: string, change: (part: Partial<E>) => void) => ReactNode;
}

/** A list whose entries are added, removed and put in order; each opens for editing. The focus follows what was moved or added. */
export function Entries<E extends Entry>({ list, items, onChange, nameOf, add, children }: EntriesProps<E>): ReactNode {
  const { t } = useTranslation('builder');
  const faults = useContext(FaultsContext);
  const root = useRef<HTMLDivElement>(null);
  const next = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (!next.current) return;
    root.current?.querySelector<HTMLElement>(next.current)?.focus();
    next.current = undefined;
  });
  const move = (at: number, by: 1 | -1) => {
    const order = [...items];
    const [one] = order.splice(at, 1);
    if (!one) return;
    order.splice(at + by, 0, one);
    const edge = at + by === 0 ? 'down' : at + by === items.length - 1 ? 'up' : by < 0 ? 'up' : 'down';
    next.current = `[data-key="${CSS.escape(one.key)}"] .${edge}`;
    onChange(order);
  };
  const remove = (at: number) => {
    const neighbour = items[at + 1] ?? items[at - 1];
    next.current = neighbour ? `[data-key="${CSS.escape(neighbour.key)}"] summary` : '.addentry';
    onChange(items.filter((_, n) => n !== at));
  };
  const append = () => {
    const made = add.make();
    next.current = `[data-key="${CSS.escape(made.key)}"] input`;
    onChange([...items, made]);
  };
  const at = (n: number, name: string) => ({ name: name || t('unnamed', { number: n + 1 }) });
  return (
    <div ref={root}>
      <ListFault place={list} />
      <ol className="entries">
        {items.map((item, n) => {
          const name = nameOf(item);
          const place = `${list}.${n}`;
          const wrong = [...faults.keys()].some((p) => p.startsWith(`${place}.`));
          return (
            <li key={item.key} data-key={item.key}>
              <Opening initially={name === ''}>
                <summary><span>{name || t('unnamed', { number: n + 1 })}</span> <small className="sec mono">{item.code}</small>{wrong && <span className="tag bad">{t('toCorrect')}</span>}</summary>
                <div className="entry">
                  {children(item, place, (part) => onChange(items.map((one) => (one.key === item.key ? { ...one, ...part } : one))))}
                </div>
              </Opening>
              <div className="entryacts">
                <button type="button" className="btn quiet s up" disabled={n === 0} aria-label={t('up', at(n, name))} onClick={() => move(n, -1)}>↑</button>
                <button type="button" className="btn quiet s down" disabled={n === items.length - 1} aria-label={t('down', at(n, name))} onClick={() => move(n, 1)}>↓</button>
                <button type="button" className="btn quiet s" aria-label={t('remove', at(n, name))} onClick={() => remove(n)}>×</button>
              </div>
            </li>
          );
        })}
      </ol>
      <p className="acts"><button type="button" className="btn two s addentry" onClick={append}>{add.label}</button></p>
    </div>
  );
}

/** A new entry is open, and nothing but a hand closes it. */
function Opening({ initially, children }: { initially: boolean; children: ReactNode }): ReactNode {
  const [open, setOpen] = useState(initially);
  return <details open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>{children}</details>;
}
