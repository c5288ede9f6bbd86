import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Chooses a file. The browser would label its own button in the language of the device, not of the page. */
export function FileChoice({ label, accept, onChoose }: { label: string; accept: string; onChoose: (file: File | undefined) => void }): ReactNode {
  const { t } = useTranslation('common');
  const [name, setName] = useState<string>();
  return (
    <label className="filechoice">
      <span>{label}</span>
      <span className="acts">
        <span className="btn two s" aria-hidden="true">{t('file.choose')}</span>
        <span className="name">{name ?? t('file.none')}</span>
      </span>
      <input
        className="vh" type="file" accept={accept}
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          setName(file?.name);
          onChoose(file);
        }}
      />
    </label>
  );
}
