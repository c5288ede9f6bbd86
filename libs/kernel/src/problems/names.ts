import type { Language } from '../languages.js';

type Names = Readonly<Record<string, Readonly<Record<Language, string>>>>;

const name = (en: string, ru: string, ky: string, zh: string) => ({ en, ru, ky, 'zh-CN': zh });

/** Documents that calls commonly ask for; a call may ask for others, which keep their code. */
const DOCUMENTS: Names = {
  agreement: name('Cooperation agreement', 'Соглашение о сотрудничестве', 'Кызматташуу келишими', '合作协议'),
  'cooperation-agreement': name('Cooperation agreement', 'Соглашение о сотрудничестве', 'Кызматташуу келишими', '合作协议'),
  endorsement: name('Endorsement of the institution', 'Поддержка организации', 'Мекеменин колдоосу', '单位推荐函'),
  'endorsement-kg': name('Endorsement, KG institution', 'Поддержка организации KG', 'KG мекемесинин колдоосу', 'KG 方单位推荐函'),
  'endorsement-cn': name('Endorsement, CN institution', 'Поддержка организации CN', 'CN мекемесинин колдоосу', 'CN 方单位推荐函'),
  cv: name('Curricula vitae', 'Биографические справки', 'Өмүр баяндар', '简历'),
  'cv-kg': name('CV of the KG lead', 'Биография руководителя KG', 'KG жетекчисинин өмүр баяны', 'KG 方负责人简历'),
  'cv-cn': name('CV of the CN lead', 'Биография руководителя CN', 'CN жетекчисинин өмүр баяны', 'CN 方负责人简历'),
  ethics: name('Ethics approval', 'Решение этического комитета', 'Этика комитетинин чечими', '伦理审查批件'),
  permit: name('Permits', 'Разрешения', 'Уруксаттар', '许可文件'),
};

const DECLARATIONS: Names = {
  integrity: name('Research integrity', 'Добросовестность исследований', 'Изилдөөнүн ак ниеттүүлүгү', '科研诚信'),
  'personal-data': name('Personal data', 'Персональные данные', 'Жеке маалымат', '个人信息'),
  'no-double-funding': name('No double funding', 'Отсутствие двойного финансирования', 'Кош каржылоонун жоктугу', '无重复资助'),
};

/** Fields of a budget line. */
const FIELDS: Names = {
  amount: name('amount', 'сумма', 'сумма', '金额'),
  category: name('category', 'статья', 'чыгашанын түрү', '科目'),
  source: name('source', 'источник', 'булагы', '资金来源'),
  year: name('year', 'год', 'жылы', '年度'),
};

/** Kinds of values as the contracts' schemas name them. */
const KINDS: Names = {
  string: name('text', 'текст', 'текст', '文本'),
  number: name('a number', 'число', 'сан', '数字'),
  int: name('a whole number', 'целое число', 'бүтүн сан', '整数'),
  boolean: name('true or false', 'да или нет', 'ооба же жок', '是或否'),
  array: name('a list', 'список', 'тизме', '列表'),
  object: name('a group of fields', 'группа полей', 'талаалардын тобу', '一组字段'),
  record: name('a group of fields', 'группа полей', 'талаалардын тобу', '一组字段'),
  file: name('a file', 'файл', 'файл', '文件'),
  null: name('nothing', 'пустое значение', 'бош маани', '空值'),
};

const FORMATS: Names = {
  email: name('an e-mail address', 'адрес электронной почты', 'электрондук почта дареги', '电子邮箱'),
  datetime: name('date and time, for example 2026-09-15T06:00:00Z', 'дата и время, например 2026-09-15T06:00:00Z', 'күнү жана убактысы, мисалы 2026-09-15T06:00:00Z', '日期和时间，例如 2026-09-15T06:00:00Z'),
  date: name('a date, for example 2026-09-15', 'дата, например 2026-09-15', 'күнү, мисалы 2026-09-15', '日期，例如 2026-09-15'),
  uuid: name('an identifier (UUID)', 'идентификатор (UUID)', 'идентификатор (UUID)', '标识符（UUID）'),
  url: name('a web address', 'веб-адрес', 'веб-дарек', '网址'),
  regex: name('only certain characters are allowed', 'допускаются только определённые знаки', 'айрым белгилерге гана уруксат берилет', '只允许使用特定字符'),
};

/** Words for values of codes, by the place of a refusal's text in which they stand. */
export const NAMES: Readonly<Record<string, Names>> = { document: DOCUMENTS, declaration: DECLARATIONS, field: FIELDS, expected: KINDS, format: FORMATS };
