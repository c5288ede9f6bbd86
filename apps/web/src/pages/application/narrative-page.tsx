import { saveNarrative } from '#libs/applications/shared/contract';
import { countWords } from '#libs/applications/shared/words';
import { isProblem } from '#libs/kernel';
import { Button, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call as callApi } from '../../api/client.js';
import { useLanguage } from '../../app/i18n.js';
import { fieldError } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import { number } from '../../format/numbers.js';
import type { Call } from '../calls/types.js';
import { textIn } from '../../format/texts.js';
import { ClashCard } from './clash-card.js';
import type { Fields, Section } from './section-draft.js';
import { SectionFrame } from './section-frame.js';
import type { Application } from './types.js';
import { useApplication, useDraft } from './use-application.js';

const SECTION: Section<Fields> = {
  name: 'narrative',
  read: (a) => a.narrative,
  send: (id, changed, _whole, version) => callApi(saveNarrative, { params: { id }, body: { answers: changed as Fields }, version }),
};

export function NarrativePage(): ReactNode {
  const found = useApplication();
  return found ? <Form {...found} /> : <Skeleton />;
}

function Form({ application, call }: { application: Application; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  const language = useLanguage();
  const { view, keeper } = useDraft(SECTION, application);
  const problem = view.state.kind === 'refused' && isProblem(view.state.problem) ? view.state.problem : null;
  const labels = new Map(call.content.questions.map((q) => [q.code, textIn(q.texts, language)]));
  return (
    <SectionFrame application={application} section="narrative" state={view.state}>
      {view.clashes.map((clash) => (
        <ClashCard
          key={clash.field}
          clash={clash}
          label={labels.get(clash.field) ?? clash.field}
          mySide={application.mySide}
          onSettle={(text) => keeper.settle(clash.field, text)}
        />
      ))}
      <p className="sm sec measure">{t('narrative.text')}</p>
      <form
        className="form wideform"
        onSubmit={(e) => {
          e.preventDefault();
          void keeper.save();
        }}
      >
        {call.content.questions.map((q) => {
          const text = view.fields[q.code] ?? '';
          const words = countWords(text);
          const over = words > q.maxWords;
          return (
            <div key={q.code}>
              <Textarea
                id={`q-${q.code}`}
                label={`${textIn(q.texts, language)}${q.required ? '' : ` (${t('optional')})`}`}
                lang="en"
                minRows={6}
                value={text}
                readOnly={!application.can.edit.ok}
                onChange={(e) => keeper.set(q.code, e.currentTarget.value)}
                error={over ? t('narrative.tooLong', { over: number(words - q.maxWords, language) }) : fieldError(problem, `/answers/${q.code}`)}
              />
              <p className={`xs words ${over ? 'over' : 'mut'}`}>
                {t('narrative.words', { words: number(words, language), max: number(q.maxWords, language) })}
              </p>
            </div>
          );
        })}
        {application.can.edit.ok && (
          <p className="acts">
            <Button type="submit" loading={view.state.kind === 'saving'}>
              {t('save.button')}
            </Button>
          </p>
        )}
      </form>
    </SectionFrame>
  );
}
