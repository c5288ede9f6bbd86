import { listApplications, readApplication, signOff, submitApplication } from '#libs/applications/shared/contract';
import { isSide } from '#libs/kernel';
import { Button, Checkbox } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { useCodeText, useLanguage } from '../../app/i18n.js';
import { ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { money } from '../../format/numbers.js';
import { ownTitle } from '../../format/titles.js';
import type { Call } from '../calls/types.js';
import { Confirm } from '../desk/confirm.js';
import { ApplicationText } from './application-text.js';
import { SectionFrame } from './section-frame.js';
import { SignoffBridge } from './signoff-bridge.js';
import type { Application } from './types.js';
import { useApplication, useKeepApplication } from './use-application.js';

export function SignOffPage(): ReactNode {
  const found = useApplication();
  return found ? <SignOff {...found} /> : <Skeleton />;
}

function SignOff({ application, call }: { application: Application; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  return (
    <SectionFrame application={application} section="sign-off">
      <div className="card pad">
        <SignoffBridge application={application} />
      </div>
      {application.state === 'draft' && <Sign application={application} call={call} />}
      {application.state === 'draft' && <Submit application={application} />}
      <section>
        <h2>{t('signoff.read')}</h2>
        <p className="sm sec">{t('signoff.readText')}</p>
        <ApplicationText application={application} call={call} />
      </section>
    </SectionFrame>
  );
}

function Sign({ application, call }: { application: Application; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  const text = useCodeText('application');
  const [given, setGiven] = useState<readonly string[]>([]);
  const keep = useKeepApplication();
  const send = useSend(signOff, [listApplications, readApplication], keep);
  const side = application.mySide;
  const declarations = call.content.declarations;
  const missing = declarations.filter((code) => !given.includes(code));
  const can = application.can.signOff;
  if (!side || !isSide(side)) return null;
  if (application.signoffs.some((s) => s.side === side && s.contentHash === application.contentHash))
    return (
      <section>
        <h2>{t('signoff.yours')}</h2>
        <p className="sm sec">{t('signoff.yoursDone')}</p>
      </section>
    );
  if (!can.ok)
    return (
      <section>
        <h2>{t('signoff.yours')}</h2>
        <p className="sm sec">{text('cannot', can.code ?? '') === can.code ? t('signoff.onlyLeads') : text('cannot', can.code ?? '')}</p>
      </section>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ params: { id: application.id }, body: { contentHash: application.contentHash, declarations: [...given] } });
  };
  return (
    <section>
      <h2>{t('signoff.yours')}</h2>
      <form className="form" onSubmit={submit}>
        <p className="sm sec">{t('signoff.text')}</p>
        <ProblemNote problem={send.error} />
        {declarations.length > 0 && (
          <fieldset>
            <legend className="strong">{t('signoff.declarations')}</legend>
            <div className="declarations">
              {declarations.map((code) => (
                <Checkbox
                  key={code}
                  label={text('declarations', code)}
                  checked={given.includes(code)}
                  onChange={(e) => setGiven(e.currentTarget.checked ? [...given, code] : given.filter((c) => c !== code))}
                />
              ))}
            </div>
          </fieldset>
        )}
        <p className="acts">
          <Button type="submit" disabled={missing.length > 0} loading={send.isPending}>
            {t('signoff.sign', { side })}
          </Button>
          {missing.length > 0 && <span className="sm sec">{t('signoff.declareFirst')}</span>}
        </p>
      </form>
    </section>
  );
}

function Submit({ application }: { application: Application }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const params = { applicationId: application.id };
  const send = useSend(submitApplication, [readApplication, listApplications], () =>
    navigate({ to: '/applications/$applicationId/receipt', params }),
  );
  const can = application.can.submit;
  return (
    <section>
      <h2>{t('submit.title')}</h2>
      <p className="sm sec">{can.ok ? t('submit.text') : application.signoffs.length < 2 ? t('submit.signFirst') : t('submit.rulesFirst')}</p>
      <p className="acts sectionacts">
        <Button disabled={!can.ok} onClick={() => setAsking(true)}>
          {t('submit.check')}
        </Button>
      </p>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('submit.confirm')}
        action={t('submit.now')}
        pending={send.isPending}
        problem={send.error}
        onConfirm={() => send.mutate({ params: { id: application.id } })}
      >
        <p>
          <b>{ownTitle(application, language).text}</b>
          <br />
          {money(application.requested, language)}
        </p>
        <p>{t('submit.confirmText')}</p>
      </Confirm>
    </section>
  );
}
