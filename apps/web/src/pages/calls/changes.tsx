import { lazy, Suspense, type ComponentProps, type ReactNode } from 'react';
import { needDeskTexts } from '../../app/i18n.js';
import { Skeleton } from '../../components/states.js';

/** Fetched when a call was amended: most visitors need neither the comparison nor the names of all its fields. */
const Later = lazy(async () => {
  const [rows] = await Promise.all([import('./change-rows.js'), needDeskTexts()]);
  return { default: rows.ChangeTable };
});

/** What differs between two texts of a call, field by field. */
export function ChangeTable(props: ComponentProps<typeof Later>): ReactNode {
  return <Suspense fallback={<Skeleton lines={3} />}><Later {...props} /></Suspense>;
}
