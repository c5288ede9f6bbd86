import { replaceBudget } from '#libs/applications/shared/contract';
import { parseFen } from '#libs/kernel';
import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call as callApi } from '../../api/client.js';
import { ProblemNote } from '../../components/note.js';
import { Skeleton } from '../../components/states.js';
import type { Call } from '../calls/types.js';
import { AddRow } from './budget-add-row.js';
import { BudgetGrid } from './budget-grid.js';
import { cellsOf, linesOf, type Row } from './budget-lines.js';
import { BudgetMeter } from './budget-meter.js';
import { ClashCard } from './clash-card.js';
import type { Fields, Section } from './section-draft.js';
import { SectionFrame } from './section-frame.js';
import type { Application } from './types.js';
import { useApplication, useDraft } from './use-application.js';
import './budget.css';

const SECTION: Section<Fields> = {
  name: 'budget',
  read: (a) => cellsOf(a.budget),
  send: (id, _changed, whole, version) => callApi(replaceBudget, { params: { id }, body: { lines: linesOf(whole) }, version }),
  sendable: (_cell, text) => text === '' || parseFen(text) !== undefined,
};

export function BudgetPage(): ReactNode {
  const found = useApplication();
  return found ? <Budget {...found} /> : <Skeleton />;
}

function Budget({ application, call }: { application: Application; call: Call }): ReactNode {
  const { t } = useTranslation('application');
  const { view, keeper } = useDraft(SECTION, application);
  const [added, setAdded] = useState<readonly Row[]>([]);
  const editable = application.can.edit.ok;
  return (
    <SectionFrame application={application} section="budget" state={view.state} wide>
      {view.state.kind === 'refused' && <ProblemNote problem={view.state.problem} />}
      {view.clashes.map((clash) => (
        <ClashCard
          key={clash.field}
          clash={clash}
          label={clash.field.split('|').join(', ')}
          mySide={application.mySide}
          onSettle={(text) => keeper.settle(clash.field, text)}
          joinable={false}
        />
      ))}
      <BudgetMeter cells={view.fields} call={call} />
      <BudgetGrid
        cells={view.fields}
        call={call}
        months={application.months}
        added={added}
        editable={editable}
        onChange={(cell, text) => keeper.set(cell, text)}
      />
      {editable && (
        <div className="stack tight">
          <p className="acts">
            <Button loading={view.state.kind === 'saving'} onClick={() => void keeper.save()}>
              {t('save.button')}
            </Button>
          </p>
          <AddRow call={call} onAdd={(row) => setAdded([...added, row])} />
        </div>
      )}
    </SectionFrame>
  );
}
