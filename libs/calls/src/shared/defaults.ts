import type { Texts } from '#libs/kernel';
import type { Content } from './contract.js';

/** What a new call starts with, and what the 2026 call had. Kyrgyz, Chinese and English texts are translations of ours. */
const t = (en: string, ru: string, ky: string, zh: string): Texts => ({ en, ru, ky, 'zh-CN': zh });

/** The nine themes of the 2026 call (announcement of the ministries as reported by vb.kg on 23 November 2025). */
export const THEMES_2026: Content['themes'] = [
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

/** Narrative questions that a call starts with. */
export const QUESTIONS: Content['questions'] = [
  { code: 'state-of-the-art', required: true, maxWords: 300, texts: t('State of the art', 'Состояние исследований', 'Изилдөөлөрдүн абалы', '研究现状') },
  { code: 'objectives', required: true, maxWords: 200, texts: t('Objectives', 'Цели', 'Максаттар', '研究目标') },
  { code: 'methods', required: true, maxWords: 400, texts: t('Methods', 'Методы', 'Ыкмалар', '研究方法') },
  { code: 'cooperation', required: true, maxWords: 300, texts: t('Division of work and added value of the cooperation', 'Распределение работ и польза сотрудничества', 'Иштин бөлүштүрүлүшү жана кызматташтыктын пайдасы', '分工与合作增值') },
  { code: 'impact', required: true, maxWords: 250, texts: t('Impact and users', 'Результаты и пользователи', 'Натыйжалар жана колдонуучулар', '成果影响与用户') },
  { code: 'risks', required: true, maxWords: 200, texts: t('Risks', 'Риски', 'Тобокелдиктер', '风险') },
  { code: 'data-management', required: true, maxWords: 150, texts: t('Data management', 'Управление данными', 'Маалыматтарды башкаруу', '数据管理') },
  { code: 'ethics', required: false, maxWords: 150, texts: t('Ethics', 'Этика', 'Этика', '伦理') },
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

/** Budget categories that a call starts with: the common ones of both sides and the Kyrgyz treasury's. */
export const CATEGORIES: Content['categories'] = [
  ...(['KG', 'CN'] as const).flatMap((side) => BOTH_SIDES.map(([code, names]) => ({ side, code, names }))),
  ...KYRGYZ_ARTICLES.map(([code, names]) => ({ side: 'KG' as const, code, names })),
];

export const REQUIRED_DOCUMENTS = ['cooperation-agreement'];
export const DECLARATIONS = ['integrity', 'personal-data', 'no-double-funding'];

/** The rules of a call as it starts: figures of the programme, everything else to be chosen. Money is the programme's cap and ten projects at it. */
export const RULES: Pick<Content, 'cap' | 'floor' | 'places' | 'budget' | 'maxMonths' | 'reviewersPerSide' | 'internationalReviewers' | 'minReviews' | 'minReviewsPerSide' | 'overallThreshold' | 'maxApplicationsPerLead' | 'maxApplicationsPerPerson' | 'tieBreak'> = {
  cap: { amount: '1500000.00', currency: 'CNY' }, floor: null, places: 10, budget: { amount: '15000000.00', currency: 'CNY' }, maxMonths: 36, reviewersPerSide: { KG: 2, CN: 2 }, internationalReviewers: 0,
  minReviews: 3, minReviewsPerSide: 1, overallThreshold: 0.6, maxApplicationsPerLead: 1, maxApplicationsPerPerson: 2,
  tieBreak: { criteria: ['quality', 'joint-value'], last: 'lot' },
};
