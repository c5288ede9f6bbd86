import type { InfeasibleSchema } from '#libs/assignment/shared/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

type Why = z.output<typeof InfeasibleSchema>;
/** So many names are told; the others are counted. */
const NAMED = 12;

/** Why there is no assignment, and what would mend it, with its size: the optimiser's data in the reader's words. */
export function InfeasibleNote({ why }: { why: Why }): ReactNode {
  const { t } = useTranslation('office');
  const listed = (names: readonly string[], hidden = 0) => {
    const rest = hidden + Math.max(0, names.length - NAMED);
    return [...names.slice(0, NAMED), ...(rest > 0 ? [`+${rest}`] : [])].join(', ') || t('infeasible.nobody');
  };
  const amounts = (by: Why['repairs'][number]['by']) => listed(by.map((b) => t('infeasible.by', { name: b.name, amount: b.amount })));
  const sides = [...new Set(why.repairs.map((r) => r.side))];
  return (
    <div className="stack tight">
      {why.shortfalls.map((s) => <p key={`${s.side} ${s.applications[0] ?? ''}`}>
        {t('infeasible.shortfall', { side: s.side, needed: s.needed, available: s.available, short: s.short, applications: listed(s.applications, s.hidden), reviewers: listed(s.reviewers) })}
      </p>)}
      {sides.map((side) => (
        <div key={side}>
          <p className="strong">{t('infeasible.repairs', { side })}</p>
          <ul className="found">
            {why.repairs.filter((r) => r.side === side).map((r) => <li key={r.kind}>
              {t(`infeasible.${r.kind}`, { side, size: r.size, load: r.load ?? 0 })}{r.by.length > 0 && ` ${amounts(r.by)}`}
            </li>)}
          </ul>
        </div>
      ))}
    </div>
  );
}
