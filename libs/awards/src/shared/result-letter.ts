import { fill, formatFen, type Language } from '#libs/kernel';

export interface ResultLetter { number: string; result: 'award' | 'reserve' | 'refused'; amountText: string | null }

interface Texts { subject: string; greeting: string; award: string; reserve: string; refused: string; more: string; sign: string }

/** The subject names the system and the application's number only: it may be read over a shoulder. */
const TEXTS: Record<Language, Texts> = {
  en: {
    subject: 'Köpürö: new message {number}',
    greeting: 'Dear colleague,',
    award: 'Your joint application {number} has been selected for funding by both sides. Amount: {amount}.',
    reserve: 'Your joint application {number} has been placed on the reserve list by the joint decision of both sides.',
    refused: 'Your joint application {number} has not been selected for funding.',
    more: 'The result and the reviewers’ comments to the applicants are on the page of your application.',
    sign: 'The Kyrgyz–Chinese competition of joint research projects',
  },
  ru: {
    subject: 'Köpürö: новое сообщение {number}',
    greeting: 'Уважаемый коллега!',
    award: 'Ваша совместная заявка {number} отобрана обеими сторонами для финансирования. Сумма: {amount}.',
    reserve: 'Ваша совместная заявка {number} по совместному решению сторон включена в резервный список.',
    refused: 'Ваша совместная заявка {number} не отобрана для финансирования.',
    more: 'Результат и замечания экспертов для заявителей — на странице вашей заявки.',
    sign: 'Кыргызско-китайский конкурс совместных научных проектов',
  },
  ky: {
    subject: 'Köpürö: жаңы билдирүү {number}',
    greeting: 'Урматтуу кесиптеш!',
    award: 'Сиздердин {number} биргелешкен өтүнмөңүздөрдү эки тарап тең каржылоого тандап алды. Суммасы: {amount}.',
    reserve: 'Сиздердин {number} биргелешкен өтүнмөңүздөр тараптардын биргелешкен чечими менен резервдик тизмеге киргизилди.',
    refused: 'Сиздердин {number} биргелешкен өтүнмөңүздөр каржылоого тандалган жок.',
    more: 'Жыйынтык жана эксперттердин өтүнмө ээлерине пикирлери өтүнмөңүздөрдүн барагында.',
    sign: 'Биргелешкен илимий долбоорлордун кыргыз-кытай конкурсу',
  },
  'zh-CN': {
    subject: 'Köpürö：新消息 {number}',
    greeting: '您好！',
    award: '贵团队的联合申请 {number} 经双方共同决定予以资助，金额：{amount}。',
    reserve: '贵团队的联合申请 {number} 经双方共同决定列入备选名单。',
    refused: '贵团队的联合申请 {number} 未获资助。',
    more: '结果及评审专家给申请人的意见见申请页面。',
    sign: '吉中联合研究项目征集',
  },
};

/** An amount in fen as a letter writes it: grouped by the language, with the currency's code. */
export function letterAmount(language: Language, fen: number): string {
  const [whole = '0', rest = '00'] = formatFen(fen).split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, language === 'ru' || language === 'ky' ? '\u00a0' : ',');
  return `${groups}${language === 'ru' || language === 'ky' ? ',' : '.'}${rest}\u00a0CNY`;
}

/** The letter that tells a team its result, in the recipient's language. The subject carries no title, score or decision. */
export function resultLetter(language: Language, letter: ResultLetter): { subject: string; text: string } {
  const t = TEXTS[language];
  const values = { number: letter.number, amount: letter.amountText ?? '' };
  return { subject: fill(t.subject, values), text: [t.greeting, '', fill(t[letter.result], values), '', t.more, '', t.sign].join('\n') };
}
