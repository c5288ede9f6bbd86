import { downloadDocument, listApplications, removeDocument, uploadDocument } from '#libs/applications/shared/contract';
import { DOCUMENT_MAX_BYTES, DOCUMENT_TYPES } from '#libs/applications/shared/limits';
import { urlOf, type Language } from '#libs/kernel';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { API_BASE } from '../../api/client.js';
import { useSend } from '../../api/queries.js';
import { LANGUAGE_NAMES, useCodeText, useLanguage } from '../../app/i18n.js';
import { FileChoice } from '../../components/file-choice.js';
import { Icon } from '../../components/icon.js';
import { Note, ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { dayAndClock } from '../../format/dates.js';
import { fileSize } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import { SectionFrame } from './section-frame.js';
import type { Application } from './types.js';
import { useApplication, useKeepApplication } from './use-application.js';

export function DocumentsPage(): ReactNode {
  const found = useApplication();
  return found ? <Documents {...found} /> : <Skeleton />;
}

function Documents({ application, call }: { application: Application; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  const required = call.content.requiredDocuments;
  const others = [...new Set(application.documents.map((d) => d.code))].filter((code) => !required.includes(code));
  return (
    <SectionFrame application={application} section="documents">
      <p className="sm sec measure">{t('documents.text', { size: DOCUMENT_MAX_BYTES / 1024 / 1024 })}</p>
      {required.length + others.length === 0 && <Note>{t('documents.none')}</Note>}
      <ul className="docs">
        {[...required, ...others].map((code) => (
          <li key={code} id={`d-${code}`}>
            <OneDocument application={application} code={code} required={required.includes(code)} />
          </li>
        ))}
      </ul>
    </SectionFrame>
  );
}

function OneDocument({ application, code, required }: { application: Application; code: string; required: boolean }): ReactNode {
  const { t } = useTranslation('application');
  const name = useCodeText('application')('documentNames', code);
  const files = application.documents.filter((d) => d.code === code);
  return (
    <>
      <p>
        <b>{name}</b>{' '}
        {files.length > 0 ? (
          <span className="tag ok">
            <Icon name="check" />
            {t('progress.done')}
          </span>
        ) : (
          required && (
            <span className="tag bad">
              <Icon name="mark" />
              {t('documents.missing')}
            </span>
          )
        )}
      </p>
      {files.map((file) => (
        <File key={file.id} application={application} file={file} />
      ))}
      {application.can.edit.ok && <Upload application={application} code={code} name={name} />}
    </>
  );
}

function File({ application, file }: { application: Application; file: Application['documents'][number] }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const keep = useKeepApplication();
  const remove = useSend(removeDocument, [], keep);
  const params = { id: application.id, documentId: file.id };
  return (
    <>
      <p className="file">
        <a href={urlOf(downloadDocument, { params }, API_BASE)} download={file.name}>
          {file.name}
        </a>
        <span className="sec">
          {fileSize(file.bytes, language)}, {LANGUAGE_NAMES[file.language]}, {dayAndClock(file.at, language)}
        </span>
        {application.can.edit.ok && (
          <button
            className="btn quiet s"
            type="button"
            disabled={remove.isPending}
            aria-label={t('documents.removeName', { name: file.name })}
            onClick={() => remove.mutate({ params, version: application.version })}
          >
            {t('documents.remove')}
          </button>
        )}
      </p>
      <p className="xs mut">
        SHA-256 <span className="mono">{file.sha256}</span>
      </p>
      <ProblemNote problem={remove.error} />
    </>
  );
}

function Upload({ application, code, name }: { application: Application; code: string; name: string }): ReactNode {
  const { t } = useTranslation('application');
  const current = useLanguage();
  const [file, setFile] = useState<globalThis.File>();
  const [language, setLanguage] = useState<Language>(current);
  const [round, setRound] = useState(0);
  const keep = useKeepApplication();
  const send = useSend(uploadDocument, [listApplications], (answer) => {
    keep(answer);
    setFile(undefined);
    setRound(round + 1);
  });
  const tooLarge = file !== undefined && file.size > DOCUMENT_MAX_BYTES;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file || tooLarge) return;
    const upload = new FormData();
    upload.append('file', file, file.name);
    send.mutate({ params: { id: application.id }, query: { code, language }, upload });
  };
  return (
    <form className="uploader" onSubmit={submit} aria-label={name}>
      <FileChoice key={round} label={t('documents.file', { name })} accept={DOCUMENT_TYPES.join(',')} onChoose={setFile} />
      <label>
        {t('documents.language')}
        <select value={language} onChange={(e) => setLanguage(e.currentTarget.value as Language)}>
          {(['ky', 'ru', 'zh-CN', 'en'] as const).map((l) => (
            <option key={l} value={l} lang={l}>
              {LANGUAGE_NAMES[l]}
            </option>
          ))}
        </select>
      </label>
      <button className="btn two s" type="submit" disabled={!file || tooLarge || send.isPending}>
        <Icon name="upload" />
        {t(send.isPending ? 'documents.uploading' : 'documents.upload')}
      </button>
      {!file && <span className="xs mut">{t('documents.chooseFirst')}</span>}
      {tooLarge && (
        <Note kind="bad" live>
          {t('documents.tooLarge', { size: DOCUMENT_MAX_BYTES / 1024 / 1024 })}
        </Note>
      )}
      <ProblemNote problem={send.error} />
    </form>
  );
}
