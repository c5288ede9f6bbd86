import { importReviewers, listReviewers } from '#libs/assignment/shared/contract';
import { Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { FileChoice } from '../../components/file-choice.js';
import { Icon } from '../../components/icon.js';
import { Note, ProblemNote } from '../../components/note.js';
import { COLUMNS, MAX_ROWS, readReviewers, refusedLines, type ReadRow } from './reviewer-rows.js';

const PREVIEW = 50;

/** Adds reviewers from a CSV file or pasted text: read here first, then sent as a whole or not at all. */
export function ReviewerImport({ callId }: { callId: string }): ReactNode {
  const { t } = useTranslation('office');
  const [text, setText] = useState('');
  const send = useSend(importReviewers, [listReviewers], () => setText(''));
  const file = text.trim() === '' ? undefined : readReviewers(text);
  const rows = file?.ok ? file.rows : [];
  const unread = rows.filter((r) => r.reviewer === null).length;
  const ready = rows.length > 0 && unread === 0 && rows.length <= MAX_ROWS;
  const type = (next: string) => { send.reset(); setText(next); };
  const submit = () => send.mutate({ params: { id: callId }, body: { reviewers: rows.flatMap((r) => r.reviewer ?? []) } });
  return (
    <details className="card import">
      <summary>{t('import.title')}</summary>
      <div className="pad stack tight">
        <p className="sec measure">{t('import.text', { columns: COLUMNS.join(', ') })}</p>
        <FileChoice label={t('import.file')} accept=".csv,text/csv,text/plain" onChoose={(chosen) => void chosen?.text().then(type)} />
        <Textarea
          label={t('import.paste')} value={text} onChange={(e) => type(e.currentTarget.value)} minRows={3} maxRows={10}
          spellCheck={false} placeholder={'email,side,minLoad,maxLoad,themes,keywords'}
        />
        {send.isSuccess && text === '' && <Note kind="ok" live>{t('import.done', { number: send.data.items.length })}</Note>}
        <ProblemNote problem={send.error} />
        {file && !file.ok && <Note kind="bad" live>{t('import.missing', { columns: file.missing.join(', ') })}</Note>}
        {rows.length > MAX_ROWS && <Note kind="bad" live>{t('import.tooMany', { max: MAX_ROWS, number: rows.length })}</Note>}
        {rows.length > 0 && <Preview rows={rows} refused={refusedLines(send.error, rows)} />}
        <p className="acts">
          <button className="btn" type="button" disabled={!ready || send.isPending} onClick={submit}>
            <Icon name="upload" />
            {t(send.isPending ? 'import.sending' : 'import.send', { number: rows.length })}
          </button>
          {!ready && <span className="sec">{unread > 0 ? t('import.unread', { number: unread }) : t('import.first')}</span>}
        </p>
      </div>
    </details>
  );
}

/** The lines as they were read; lines with a problem come first, so that none is hidden. */
function Preview({ rows, refused }: { rows: readonly ReadRow[]; refused: ReadonlyMap<number, string> }): ReactNode {
  const { t } = useTranslation('office');
  const bad = (r: ReadRow) => r.wrong !== null || refused.has(r.line);
  const shown = [...rows.filter(bad), ...rows.filter((r) => !bad(r))].slice(0, PREVIEW);
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('import.preview')}>
      <table className="tbl">
        <caption className="vh">{t('import.preview')}</caption>
        <thead>
          <tr>
            <th scope="col" className="num">{t('import.line')}</th>
            {COLUMNS.map((c) => <th scope="col" key={c}>{c}</th>)}
            <th scope="col">{t('import.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((r) => (
            <tr key={r.line}>
              <th scope="row" className="num">{r.line}</th>
              {COLUMNS.map((c) => <td key={c}>{r.cells[c]}</td>)}
              <td>
                {bad(r)
                  ? <span className="errline">{refused.get(r.line) ?? t('import.wrong', { column: r.wrong ?? '' })}</span>
                  : <span className="sec">{t('import.fine')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && <p className="sec">{t('shownOf', { shown: shown.length, all: rows.length })}</p>}
    </div>
  );
}
