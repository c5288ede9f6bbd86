import { isProblem, type Problem } from '#libs/kernel';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from './icon.js';

const ICONS: Record<string, IconName> = { bad: 'alert', warn: 'alert', ok: 'check', plain: 'mark' };

export function Note({
  kind = 'plain',
  children,
  live = false,
}: {
  kind?: 'bad' | 'warn' | 'ok' | 'plain';
  children: ReactNode;
  live?: boolean;
}): ReactNode {
  return (
    <div className={`note ${kind}`} role={live ? 'alert' : undefined}>
      <Icon name={ICONS[kind] ?? 'mark'} />
      <div>{children}</div>
    </div>
  );
}

/** A refusal in the server's words, with all broken rules; `fieldId` turns a pointer into the id of a field to link to. */
export function ProblemNote({
  problem,
  fieldId,
}: {
  problem: Error | null | undefined;
  fieldId?: (pointer: string) => string | undefined;
}): ReactNode {
  const { t } = useTranslation('common');
  if (!problem) return null;
  if (!isProblem(problem))
    return (
      <Note kind="bad" live>
        {t('errors.noConnection')}
      </Note>
    );
  const others = (problem.body.errors ?? []).filter((e) => e.detail !== problem.body.detail);
  return (
    <Note kind="bad" live>
      <b>{problem.body.detail || problem.body.title}</b>
      {others.length > 0 && (
        <ul>
          {others.map((e) => (
            <li key={e.pointer + e.code}>
              <Linked id={fieldId?.(e.pointer)}>{e.detail}</Linked>
            </li>
          ))}
        </ul>
      )}
    </Note>
  );
}

function Linked({ id, children }: { id: string | undefined; children: ReactNode }): ReactNode {
  return id ? <a href={`#${id}`}>{children}</a> : children;
}

/** The server's words about one field of a form, by its JSON pointer. */
export function fieldError(problem: Problem | null, pointer: string): string | undefined {
  return problem?.body.errors?.find((e) => e.pointer.replace(/^#/, '') === pointer)?.detail;
}
