import type { Application, Finding } from './types.js';

export const SECTIONS = ['identification', 'team', 'budget', 'narrative', 'documents', 'sign-off'] as const;
export type SectionName = (typeof SECTIONS)[number];

/** Where a finding is put right: the section, and the field's id in it. */
export function placeOf(finding: Pick<Finding, 'pointer' | 'code'>): { section: SectionName; field: string | undefined } {
  const [first = '', second] = finding.pointer.replace(/^#?\/?/, '').split('/');
  switch (first) {
    case 'team':
    case 'members':
    case 'leads':
      return { section: 'team', field: undefined };
    case 'budget':
    case 'requested':
      return { section: 'budget', field: undefined };
    case 'narrative':
      return { section: 'narrative', field: second && `q-${second}` };
    case 'documents':
      return { section: 'documents', field: second && `d-${second}` };
    case 'signoffs':
    case 'declarations':
      return { section: 'sign-off', field: undefined };
    case '':
      return { section: byCode(finding.code), field: undefined };
    default:
      return { section: 'identification', field: fieldOf(first, second) };
  }
}

/** A finding without a pointer is told by its code's noun. */
function byCode(code: string): SectionName {
  const noun = code.split('.')[0] ?? '';
  if (noun === 'team' || noun === 'lead' || noun === 'person') return 'team';
  if (noun === 'budget') return 'budget';
  if (noun === 'narrative') return 'narrative';
  if (noun === 'document') return 'documents';
  return noun === 'title' || noun === 'duration' || noun === 'theme' ? 'identification' : 'sign-off';
}

function fieldOf(first: string, second: string | undefined): string {
  if (first === 'titleLocal') return second === 'CN' ? 'titleCn' : 'titleKg';
  return first;
}

export type Progress = 'done' | 'problem' | 'started' | 'empty';

function isEmpty(section: SectionName, a: Application): boolean {
  switch (section) {
    case 'identification': return a.titleEn === '' && a.abstractEn === '';
    case 'team': return a.team.length <= 1;
    case 'budget': return a.budget.length === 0;
    case 'narrative': return Object.values(a.narrative).every((text) => text === '');
    case 'documents': return a.documents.length === 0;
    case 'sign-off': return a.signoffs.length === 0;
  }
}

/** How far a section is, by what the rules still find in it. */
export function progressOf(section: SectionName, a: Application): Progress {
  const open = a.findings.some((f) => placeOf(f).section === section);
  if (section === 'sign-off') return a.signoffs.length === 2 ? 'done' : a.signoffs.length === 1 ? 'started' : 'empty';
  if (!open) return isEmpty(section, a) && section !== 'documents' ? 'empty' : 'done';
  if (isEmpty(section, a)) return 'empty';
  return section === 'narrative' || section === 'identification' || section === 'documents' ? 'started' : 'problem';
}
