import { canAnswer, canApprove, canOpenDossier, canRun, type DraftFacts } from './rules.js';

const ready: DraftFacts = { callState: 'closed', unchecked: 0, eligible: 3, proposed: 12, approved: [] };
const code = (v: ReturnType<typeof canRun>) => (v.ok ? 'ok' : v.broken[0].code);

describe('an assignment', () => {
  it('is computed after the closing, once all applications are checked, and before it is published', () => {
    expect(code(canRun(ready))).toBe('ok');
    expect(code(canRun({ ...ready, callState: 'open' }))).toBe('call.wrong-state');
    expect(code(canRun({ ...ready, callState: 'reviewing' }))).toBe('assignment.already-published');
    expect(code(canRun({ ...ready, unchecked: 1 }))).toBe('assignment.not-ready');
    expect(code(canRun({ ...ready, eligible: 0 }))).toBe('assignment.not-ready');
  });

  it('is approved once by each side, and only when something is proposed', () => {
    expect(code(canApprove({ ...ready, approved: ['KG'] }, 'CN'))).toBe('ok');
    expect(code(canApprove({ ...ready, approved: ['KG'] }, 'KG'))).toBe('approval.already-given');
    expect(code(canApprove({ ...ready, proposed: 0 }, 'KG'))).toBe('assignment.nothing-proposed');
  });

  it('is answered once, with a reason when declined; a conflict can be declared later too', () => {
    expect(code(canAnswer('published', { conflict: false, accept: true }))).toBe('ok');
    expect(code(canAnswer('published', { conflict: false, accept: false }))).toBe('field.required');
    expect(code(canAnswer('published', { conflict: false, accept: false, declineReason: 'conflict' }))).toBe('conflict.undeclared');
    expect(code(canAnswer('accepted', { conflict: false, accept: true }))).toBe('assignment.already-answered');
    expect(code(canAnswer('accepted', { conflict: true, accept: false }))).toBe('ok');
    expect(code(canAnswer('declined', { conflict: true, accept: false }))).toBe('assignment.already-answered');
    expect(code(canAnswer('void', { conflict: false, accept: true }))).toBe('conflict.blocks');
  });

  it('opens the dossier with the acceptance', () => {
    expect(code(canOpenDossier('published'))).toBe('assignment.not-accepted');
    expect(code(canOpenDossier('accepted'))).toBe('ok');
  });
});
