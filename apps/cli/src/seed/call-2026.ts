import type { Content } from '#libs/calls';
import type { Texts } from '#libs/kernel';

/*
 * The 2026 competition as data. Facts: announcement of the ministries as reported by vb.kg on 23 November 2025 (nine themes, 10 projects, up to three years, two papers);
 * the cap follows the Commission's own words "up to 1.5 million yuan". Kyrgyz, Chinese and English texts are translations of ours.
 */
const t = (en: string, ru: string, ky: string, zh: string): Texts => ({ en, ru, ky, 'zh-CN': zh });

const THEMES: Content['themes'] = [
  { code: 'modern-agriculture', names: t('Modern agriculture', 'Современное сельское хозяйство', 'Заманбап айыл чарбасы', '现代农业') },
  { code: 'transport-technologies', names: t('Transport technologies', 'Транспортные технологии', 'Транспорт технологиялары', '交通技术') },
  { code: 'advanced-manufacturing', names: t('Advanced manufacturing', 'Передовое производство', 'Алдыңкы өндүрүш', '先进制造') },
  { code: 'biomedicine', names: t('Biomedicine', 'Биомедицина', 'Биомедицина', '生物医药') },
  { code: 'poverty-reduction', names: t('Poverty reduction through science and technology', 'Борьба с бедностью с использованием науки и технологий', 'Илим жана технология аркылуу жакырчылыкты азайтуу', '科技减贫') },
  { code: 'green-economy', names: t('Green economy', 'Зелёная экономика', 'Жашыл экономика', '绿色经济') },
  { code: 'environmental-protection', names: t('Environmental protection', 'Охрана окружающей среды', 'Айлана-чөйрөнү коргоо', '环境保护') },
  { code: 'cultural-heritage', names: t('Preservation of cultural heritage', 'Сохранение культурного наследия', 'Маданий мурасты сактоо', '文化遗产保护') },
  { code: 'seismology', names: t('Seismology', 'Сейсмология', 'Сейсмология', '地震学') },
];

const QUESTIONS: Content['questions'] = [
  { code: 'state-of-the-art', required: true, maxWords: 300, texts: t('State of the art', 'Состояние исследований', 'Изилдөөлөрдүн абалы', '研究现状') },
  { code: 'objectives', required: true, maxWords: 200, texts: t('Objectives', 'Цели', 'Максаттар', '研究目标') },
  { code: 'methods', required: true, maxWords: 400, texts: t('Methods', 'Методы', 'Ыкмалар', '研究方法') },
  { code: 'cooperation', required: true, maxWords: 300, texts: t('Division of work and added value of the cooperation', 'Распределение работ и польза сотрудничества', 'Иштин бөлүштүрүлүшү жана кызматташтыктын пайдасы', '分工与合作增值') },
  { code: 'impact', required: true, maxWords: 250, texts: t('Impact and users', 'Результаты и пользователи', 'Натыйжалар жана колдонуучулар', '成果影响与用户') },
  { code: 'risks', required: true, maxWords: 200, texts: t('Risks', 'Риски', 'Тобокелдиктер', '风险') },
  { code: 'data-management', required: true, maxWords: 150, texts: t('Data management', 'Управление данными', 'Маалыматтарды башкаруу', '数据管理') },
  { code: 'ethics', required: false, maxWords: 150, texts: t('Ethics', 'Этика', 'Этика', '伦理') },
];

const CRITERIA: Content['criteria'] = [
  { code: 'quality', weight: 0.3, min: 0, max: 5, step: 0.5, threshold: 3, names: t('Scientific quality', 'Научное качество', 'Илимий сапаты', '科学质量') },
  { code: 'joint-value', weight: 0.2, min: 0, max: 5, step: 0.5, threshold: 3, names: t('Added value and balance of the joint work', 'Ценность и сбалансированность совместной работы', 'Биргелешкен иштин баалуулугу жана тең салмактуулугу', '合作增值与均衡性') },
  { code: 'impact', weight: 0.25, min: 0, max: 5, step: 0.5, threshold: 3, names: t('Impact for both countries', 'Значение для обеих стран', 'Эки өлкө үчүн мааниси', '对两国的影响') },
  { code: 'implementation', weight: 0.15, min: 0, max: 5, step: 0.5, threshold: 3, names: t('Implementation and team', 'Выполнение и коллектив', 'Аткаруу жана топ', '实施方案与团队') },
  { code: 'budget', weight: 0.1, min: 0, max: 5, step: 0.5, threshold: 3, names: t('Budget', 'Бюджет', 'Бюджет', '经费预算') },
];

const BOTH_SIDES: [string, Texts][] = [
  ['equipment', t('Equipment', 'Оборудование', 'Жабдуулар', '设备费')],
  ['operating', t('Operating costs', 'Расходы на выполнение работ', 'Иш аткаруу чыгымдары', '业务费')],
  ['labour', t('Labour and expert fees', 'Оплата труда и экспертов', 'Эмгек акы жана эксперттерге төлөм', '劳务费')],
  ['indirect', t('Indirect costs', 'Косвенные расходы', 'Кыйыр чыгымдар', '间接费用')],
];

/** Articles of the Kyrgyz treasury's economic classification; call data, to be confirmed by the ministry. */
const KYRGYZ_ARTICLES: [string, Texts][] = [
  ['2111', t('Wages', 'Заработная плата', 'Эмгек акы', '工资')],
  ['2121', t('Social Fund contributions', 'Взносы в Социальный фонд', 'Социалдык фондго төгүмдөр', '社会基金缴费')],
  ['2211', t('Business travel', 'Расходы на служебные поездки', 'Иш сапарлары', '差旅费')],
  ['2212', t('Communication services', 'Услуги связи', 'Байланыш кызматтары', '通信服务')],
  ['2215', t('Other services (analyses, publication, translation)', 'Прочие услуги', 'Башка кызматтар', '其他服务（分析、出版、翻译）')],
  ['2222', t('Materials and supplies', 'Приобретение материалов и прочих предметов', 'Материалдар', '材料')],
  ['3112', t('Machinery and equipment', 'Машины и оборудование', 'Машиналар жана жабдуулар', '机器设备')],
];

const categories: Content['categories'] = [
  ...(['KG', 'CN'] as const).flatMap((side) => BOTH_SIDES.map(([code, names]) => ({ side, code, names }))),
  ...KYRGYZ_ARTICLES.map(([code, names]) => ({ side: 'KG' as const, code, names })),
];

const SUMMARY = t(
  'Teams with scientists of both countries apply together, in one application. Each project receives up to 1,500,000 yuan for up to three years and publishes at least two papers.',
  'Коллективы учёных двух стран подают одну совместную заявку. Проект получает до 1 500 000 юаней на срок до трёх лет и публикует не менее двух статей.',
  'Эки өлкөнүн окумуштуулары бир биргелешкен өтүнмө беришет. Ар бир долбоор үч жылга чейин 1 500 000 юанга чейин алат жана кеминде эки макала жарыялайт.',
  '两国科研人员组成联合团队，共同提交一份申请。每个项目资助金额最高150万元，执行期最长三年，至少发表两篇论文。',
);

/** The content of a call with the rules of the 2026 competition; `title`, window and places may differ. */
export function call2026(change: Pick<Content, 'code' | 'title' | 'opensAt' | 'closesAt'> & Partial<Content>): Content {
  return {
    summary: SUMMARY, cap: { amount: '1500000.00', currency: 'CNY' }, floor: null, places: 10, budget: { amount: '15000000.00', currency: 'CNY' }, maxMonths: 36,
    themes: THEMES, questions: QUESTIONS, criteria: CRITERIA, categories, reviewersPerSide: { KG: 2, CN: 2 }, internationalReviewers: 0, minReviews: 3, minReviewsPerSide: 1,
    overallThreshold: 0.6, maxApplicationsPerLead: 1, maxApplicationsPerPerson: 2, requiredDocuments: ['cooperation-agreement'], declarations: ['integrity', 'personal-data', 'no-double-funding'],
    ...change,
  };
}
