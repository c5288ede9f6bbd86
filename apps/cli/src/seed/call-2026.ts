import type { Content } from '#libs/calls';
import { CATEGORIES, DECLARATIONS, QUESTIONS, REQUIRED_DOCUMENTS, RULES, THEMES_2026 } from '#libs/calls/shared/defaults';
import { CRITERIA } from '#libs/calls/shared/default-criteria';
import type { Texts } from '#libs/kernel';

/*
 * The 2026 competition as data. Facts: announcement of the ministries as reported by vb.kg on 23 November 2025 (nine themes, 10 projects, up to three years, two papers);
 * the cap follows the Commission's own words "up to 1.5 million yuan". Kyrgyz, Chinese and English texts are translations of ours.
 */
const t = (en: string, ru: string, ky: string, zh: string): Texts => ({ en, ru, ky, 'zh-CN': zh });

const SUMMARY = t(
  'Teams with scientists of both countries apply together, in one application. Each project receives up to 1,500,000 yuan for up to three years and publishes at least two papers.',
  'Коллективы учёных двух стран подают одну совместную заявку. Проект получает до 1 500 000 юаней на срок до трёх лет и публикует не менее двух статей.',
  'Эки өлкөнүн окумуштуулары бир биргелешкен өтүнмө беришет. Ар бир долбоор үч жылга чейин 1 500 000 юанга чейин алат жана кеминде эки макала жарыялайт.',
  '两国科研人员组成联合团队，共同提交一份申请。每个项目资助金额最高150万元，执行期最长三年，至少发表两篇论文。',
);

/** The content of a call with the rules of the 2026 competition; `title`, window and places may differ. */
export function call2026(change: Pick<Content, 'code' | 'title' | 'opensAt' | 'closesAt'> & Partial<Content>): Content {
  return {
    ...RULES, summary: SUMMARY, themes: THEMES_2026, questions: QUESTIONS, criteria: CRITERIA, categories: CATEGORIES, requiredDocuments: REQUIRED_DOCUMENTS, declarations: DECLARATIONS,
    ...change,
  };
}
