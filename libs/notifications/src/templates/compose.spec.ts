import { APPROVAL_SUBJECTS } from '#libs/calls/shared/states';
import { LANGUAGES } from '#libs/kernel';
import { TEMPLATES } from '../shared/templates.js';
import { compose, composeGone } from './compose.js';
import type { Told } from './facts.js';

const page = 'https://kopuro.test/page';
const at = new Date('2026-09-29T20:30:00.000Z');
const number = 'KC-2026-0042';
const call = 'KC-2026';

const TOLD: Told[] = [
  { template: 'activation', ref: '', facts: { code: 'AAAAA-BBBBB', until: at, page } },
  ...(['lead', 'member'] as const).flatMap((role) => (['KG', 'CN', 'INT'] as const).map((side): Told => ({ template: 'invitation', ref: call, facts: { call, role, side, inviter: 'Асанова Айгүл', page } }))),
  { template: 'invitation', ref: call, facts: { call, role: 'lead', side: 'KG', inviter: null, page } },
  ...(['KG', 'CN'] as const).map((side): Told => ({ template: 'signed', ref: call, facts: { ref: call, side, page } })),
  { template: 'submitted', ref: number, facts: { number, at, sha256: 'a'.repeat(64), page } },
  ...[true, false].map((passed): Told => ({ template: 'checked', ref: number, facts: { number, passed, page } })),
  { template: 'not-submitted', ref: call, facts: { call, closedAt: at, page } },
  ...(['KG', 'CN'] as const).flatMap((side): Told[] => [{ template: 'withdrawal-given', ref: number, facts: { ref: number, side, from: at, page } }, { template: 'withdrawal-taken-back', ref: number, facts: { ref: number, side, page } }]),
  { template: 'bulk-look', ref: '', facts: { name: 'Асанова Айгүл', looks: 200, page } },
  { template: 'withdrawn', ref: number, facts: { ref: number, page } },
  { template: 'review-invitation', ref: number, facts: { number, page } },
  { template: 'review-void', ref: number, facts: { number, page } },
  ...(['KG', 'CN'] as const).flatMap((side) => APPROVAL_SUBJECTS.map((subject): Told => ({ template: 'approval-needed', ref: call, facts: { call, subject, side, waits: true, page } }))),
  { template: 'votes-open', ref: call, facts: { call, page } },
  ...[1, 2].map((round): Told => ({ template: 'lot-needed', ref: call, facts: { call, round, page } })),
  { template: 'lot-reveal', ref: call, facts: { call, page } },
  { template: 'lot-drawn', ref: call, facts: { call, page } },
  { template: 'call-amended', ref: call, facts: { call, at, closesAt: new Date('2026-11-30T10:00:00.000Z'), page } },
  ...(['award', 'reserve', 'refused'] as const).map((result): Told => ({ template: 'result', ref: number, facts: { number, result, amountFen: result === 'award' ? 123_456_700 : null } })),
];

const SUBJECT = { en: 'Köpürö: new message', ru: 'Köpürö: новое сообщение', ky: 'Köpürö: жаңы билдирүү', 'zh-CN': 'Köpürö：新消息' };

describe('letters', () => {
  it('are tried here in every kind', () => expect(new Set(TOLD.map((t) => t.template))).toEqual(new Set(TEMPLATES)));

  describe.each(LANGUAGES)('in %s', (language) => {
    it('have subjects that tell a number at most', () => {
      for (const told of TOLD) {
        const { subject } = compose(told, language, page);
        if (told.template === 'activation') expect(subject).not.toMatch(/AAAAA|BBBBB|\d/);
        else expect(subject).toBe(`${SUBJECT[language]} ${told.ref}`.trim());
        expect(composeGone(told.template, language).subject).not.toMatch(/\s$|undefined/);
      }
    });

    it('are whole: every fact is told and nothing is left open', () => {
      for (const told of TOLD) {
        const { text } = compose(told, language, page);
        expect(text).not.toMatch(/undefined|null|NaN|\{|\}|\[object/);
        if ('page' in told.facts) expect(text).toContain(page);
        if ('number' in told.facts) expect(text).toContain(number);
        if (told.template === 'activation') expect(text).toContain('AAAAA-BBBBB');
        if (told.template === 'result' && told.facts.result === 'award') expect(text.replace(/[\s\u00a0\u202f]/g, '')).toMatch(/1[,.]?234[,.]?567[.,]00/);
      }
    });

    it('differ where they tell different things', () => {
      const texts = TOLD.map((told) => compose(told, language, page).text);
      expect(new Set(texts).size).toBe(texts.length);
    });

    it('show an instant on both capitals’ calendars', () => {
      const told = TOLD.find((t) => t.template === 'submitted');
      if (!told) throw new Error('no such kind');
      // 20:30 UTC is 02:30 in Bishkek and 04:30 in Beijing, on the next day.
      const { text } = compose(told, language, page);
      expect(text).toMatch(/\b0?2:30/);
      expect(text).toMatch(/\b0?4:30/);
      expect(text).toContain('30');
    });
  });
});
