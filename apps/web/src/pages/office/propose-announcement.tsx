import { listAnnouncements, proposeAnnouncement } from '#libs/awards/shared/contract';
import { Button } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { BothClocks } from '../../components/both-clocks.js';
import { fieldError, ProblemNote } from '../../components/note.js';
import { CapitalTime, instantOf } from './capital-time.js';
import type { OfCall } from './call-desk.js';

/** Proposes the one instant for both sides; it covers every application that both have decided. */
export function ProposeAnnouncement({ call, side, decided }: OfCall & { decided: number }): ReactNode {
  const { t } = useTranslation('office');
  const [local, setLocal] = useState('');
  const send = useSend(proposeAnnouncement, [listAnnouncements]);
  if (!side) return null;
  const at = instantOf(local, side);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at) send.mutate({ params: { id: call.id }, body: { at } });
  };
  return (
    <section>
      <h2>{t('announcement.propose')}</h2>
      <form className="card pad stack" onSubmit={submit} aria-label={t('announcement.propose')}>
        <p className="sec measure">{t('announcement.proposeText', { number: decided })}</p>
        <ProblemNote problem={send.error} />
        <CapitalTime label={t('announcement.at')} side={side} value={local} onChange={setLocal} error={fieldError(send.error, '/at')} />
        {at && <BothClocks at={at} />}
        <p className="acts">
          <Button type="submit" disabled={!at || decided === 0} loading={send.isPending}>{t('announcement.proposeFor', { side })}</Button>
          {decided === 0
            ? <span className="sec">{t('announcement.nothingDecided')}</span>
            : !at && <span className="sec">{t('announcement.chooseTime')}</span>}
        </p>
      </form>
    </section>
  );
}
