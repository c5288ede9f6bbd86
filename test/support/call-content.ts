import type { Content } from '#libs/calls';

const texts = (en: string) => ({ en, ru: en, ky: en, 'zh-CN': en });
const THEMES = ['modern-agriculture', 'transport-technologies', 'advanced-manufacturing', 'biomedicine', 'poverty-reduction', 'green-economy', 'environmental-protection', 'cultural-heritage', 'seismology'];
const CATEGORIES = ['equipment', 'operating', 'labour', 'indirect'];

/** A complete call with the programme's real figures; its window is open at the tests' start. */
export function callContent(change: Partial<Content> = {}): Content {
  return {
    code: 'KC-2026', title: texts('2026 competition'), summary: texts('Joint research'), opensAt: '2026-09-01T00:00:00.000Z', closesAt: '2026-10-30T10:00:00.000Z',
    cap: { amount: '1500000.00', currency: 'CNY' }, floor: null, places: 10, budget: { amount: '15000000.00', currency: 'CNY' }, maxMonths: 36,
    themes: THEMES.map((code) => ({ code, names: texts(code) })),
    questions: [{ code: 'objectives', texts: texts('Objectives'), required: true, maxWords: 300 }, { code: 'risks', texts: texts('Risks'), required: false, maxWords: 200 }],
    criteria: [
      { code: 'quality', names: texts('Quality'), weight: 0.6, min: 0, max: 5, step: 0.5, threshold: 3 }, { code: 'impact', names: texts('Impact'), weight: 0.4, min: 0, max: 5, step: 0.5, threshold: 3 },
    ],
    categories: (['KG', 'CN'] as const).flatMap((side) => CATEGORIES.map((code) => ({ side, code, names: texts(code) }))),
    reviewersPerSide: { KG: 2, CN: 2 }, internationalReviewers: 0, minReviews: 3, minReviewsPerSide: 1, overallThreshold: 0.6,
    maxApplicationsPerLead: 1, maxApplicationsPerPerson: 2, requiredDocuments: ['cooperation-agreement'], declarations: ['integrity', 'personal-data'],
    ...change,
  } as Content;
}
