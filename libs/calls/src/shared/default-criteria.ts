import type { Texts } from '#libs/kernel';
import type { Content } from './contract.js';

/** The criteria that a call starts with, each score in words of ours. Not yet read by a native speaker: see the glossary. */
const t = (en: string, ru: string, ky: string, zh: string): Texts => ({ en, ru, ky, 'zh-CN': zh });
const criterion = (code: string, weight: number, names: Texts, ...meanings: Texts[]): Content['criteria'][number] =>
  ({ code, names, weight, min: 0, max: 5, step: 0.5, threshold: 3, descriptors: meanings.map((texts, score) => ({ score, texts })) });

export const CRITERIA: Content['criteria'] = [
  criterion('quality', 0.3, t('Scientific quality', 'Научное качество', 'Илимий сапаты', '科学质量'),
    t('The question is not stated, or the approach cannot answer it.', 'Вопрос не сформулирован, или подход не может на него ответить.', 'Суроо коюлган эмес же тандалган ыкма ага жооп бере албайт.', '未提出研究问题，或研究方法无法回答该问题。'),
    t('The question is known and answered; the methods are hardly described.', 'Вопрос уже решён; методы почти не описаны.', 'Суроонун жообу мурда табылган; ыкмалар дээрлик сүрөттөлгөн эмес.', '问题已有答案，研究方法几乎没有说明。'),
    t('There is a question worth asking, but serious gaps in the state of the art or in the methods.', 'Вопрос заслуживает внимания, но в обзоре или методах есть серьёзные пробелы.', 'Суроо маанилүү, бирок изилденген абалында же ыкмаларында олуттуу боштуктар бар.', '问题有价值，但研究现状或方法存在严重缺陷。'),
    t('A sound question and suitable methods; several points remain open.', 'Обоснованный вопрос и подходящие методы; некоторые пункты не раскрыты.', 'Суроо негиздүү, ыкмалар ылайыктуу; айрым жагдайлар ачык калган.', '问题合理，方法适当，但仍有若干问题未说明。'),
    t('A new question, methods that fit it and are tested; small weaknesses only.', 'Новый вопрос, подходящие и проверенные методы; есть лишь мелкие недостатки.', 'Суроо жаңы, ыкмалар ылайыктуу жана сыналган; майда гана кемчиликтер бар.', '问题新颖，方法适当且经过检验，仅有少量不足。'),
    t('A question that can move the field forward, and methods that leave no doubt.', 'Вопрос, способный продвинуть область, и методы, не вызывающие сомнений.', 'Тармакты алга жылдыра турган суроо жана шек туудурбаган ыкмалар.', '问题可推动本领域发展，方法无可置疑。')),
  criterion('joint-value', 0.2, t('Added value and balance of the joint work', 'Ценность и сбалансированность совместной работы', 'Биргелешкен иштин баалуулугу жана тең салмактуулугу', '合作增值与均衡性'),
    t('Two separate projects, or one side does not take part.', 'Два отдельных проекта, или одна сторона не участвует.', 'Эки бөлөк долбоор же бир тарап катышпайт.', '两个互不相关的项目，或一方未参与。'),
    t('One side works, the other lends its name.', 'Одна сторона работает, другая лишь числится.', 'Бир тарап иштейт, экинчисинин аты гана бар.', '一方承担工作，另一方仅挂名。'),
    t('The work is divided, but each side could do its part alone.', 'Работа поделена, но каждая сторона могла бы сделать свою часть одна.', 'Иш бөлүштүрүлгөн, бирок ар бир тарап өз бөлүгүн өзү эле аткара алмак.', '有分工，但各方可独立完成各自部分。'),
    t('Each side brings what the other lacks; the balance or the exchange is not quite clear.', 'Каждая сторона вносит то, чего нет у другой; баланс или обмен не вполне ясен.', 'Ар бир тарап экинчисинде жокту кошот; тең салмагы же алмашуусу толук түшүнүктүү эмес.', '双方优势互补，但均衡性或交流安排不够清楚。'),
    t('Both sides need each other, with a balanced division of work and a planned exchange.', 'Стороны нуждаются друг в друге, работа поделена сбалансированно, обмен запланирован.', 'Тараптар бири-бирине муктаж, иш тең бөлүштүрүлгөн, алмашуу пландалган.', '双方相互依赖，分工均衡，交流有计划。'),
    t('A result that neither side could reach alone, from a partnership that will last.', 'Результат, недостижимый для одной стороны, и партнёрство, которое сохранится.', 'Бир тарап жалгыз жете албай турган натыйжа жана узакка созулчу өнөктөштүк.', '任何一方都无法单独取得的成果，且合作关系可持续。')),
  criterion('impact', 0.25, t('Impact for both countries', 'Значение для обеих стран', 'Эки өлкө үчүн мааниси', '对两国的影响'),
    t('No user and no benefit is named.', 'Не названы ни пользователи, ни польза.', 'Колдонуучулар да, пайдасы да аталган эмес.', '未说明用户和效益。'),
    t('Benefits are claimed in general words.', 'О пользе сказано лишь общими словами.', 'Пайдасы жалпы сөздөр менен гана айтылган.', '仅笼统地陈述效益。'),
    t('Benefits are likely in one country only.', 'Польза вероятна лишь в одной стране.', 'Пайдасы бир өлкөдө гана болушу мүмкүн.', '可能仅使一国受益。'),
    t('Users in both countries are named; how results reach them is partly open.', 'Названы пользователи в обеих странах; как результаты дойдут до них, ясно не до конца.', 'Эки өлкөдөгү колдонуучулар аталган; натыйжалар аларга кантип жетери жарым-жартылай ачык.', '已说明两国用户，但成果如何到达用户尚不完全明确。'),
    t('Users in both countries take part, with a credible way from result to use.', 'Пользователи обеих стран участвуют, путь от результата к применению убедителен.', 'Эки өлкөнүн колдонуучулары катышат, натыйжадан колдонууга чейинки жол ишенимдүү.', '两国用户参与其中，成果转化路径可信。'),
    t('A lasting benefit for people in both countries, with figures by which it can be checked.', 'Долгосрочная польза для людей обеих стран с проверяемыми показателями.', 'Эки өлкөнүн элине узак мөөнөттүү пайда, аны текшерүүгө болгон көрсөткүчтөр менен.', '对两国人民具有持久效益，并有可核查的指标。')),
  criterion('implementation', 0.15, t('Implementation and team', 'Выполнение и коллектив', 'Аткаруу жана топ', '实施方案与团队'),
    t('There is no plan, or the team cannot carry it out.', 'Плана нет, или команда не может его выполнить.', 'План жок же топ аны аткара албайт.', '没有计划，或团队无法实施。'),
    t('A list of tasks without order, dates or people.', 'Перечень работ без порядка, сроков и исполнителей.', 'Тартипсиз, мөөнөтсүз, аткаруучусуз иштердин тизмеси.', '仅列出任务，没有顺序、时间和人员。'),
    t('The plan has serious gaps, or important skills are missing.', 'В плане серьёзные пробелы, или не хватает важных навыков.', 'Планда олуттуу боштуктар бар же маанилүү көндүмдөр жетишпейт.', '计划有严重缺陷，或缺少重要的专业能力。'),
    t('A workable plan and a suitable team; risks are only partly covered.', 'Выполнимый план и подходящая команда; риски учтены частично.', 'План аткарылуучу, топ ылайыктуу; тобокелдиктер жарым-жартылай эске алынган.', '计划可行，团队适当，但风险考虑不全面。'),
    t('A clear plan with milestones, an experienced team, risks with answers.', 'Ясный план с этапами, опытная команда, на риски есть ответы.', 'Баскычтуу так план, тажрыйбалуу топ, тобокелдиктерге жооптор бар.', '计划清晰、有里程碑，团队经验丰富，风险有应对措施。'),
    t('A plan that will hold, by people who have done such work together.', 'Надёжный план и люди, которые уже делали такую работу вместе.', 'Ишенимдүү план жана мындай ишти буга чейин чогуу аткарган адамдар.', '计划稳妥可靠，团队有共同完成类似工作的经历。')),
  criterion('budget', 0.1, t('Budget', 'Бюджет', 'Бюджет', '经费预算'),
    t('The costs have nothing to do with the work.', 'Расходы не связаны с работой.', 'Чыгымдар ишке байланышкан эмес.', '经费与研究工作无关。'),
    t('Most costs are not explained.', 'Большая часть расходов не обоснована.', 'Чыгымдардын көбү түшүндүрүлгөн эмес.', '大部分经费未作说明。'),
    t('Important costs are missing, or clearly too high.', 'Важные расходы не учтены или явно завышены.', 'Маанилүү чыгымдар эске алынган эмес же ашыкча чоң.', '缺少重要支出，或明显偏高。'),
    t('The costs fit the work; single lines are to be explained.', 'Расходы соответствуют работе; отдельные строки требуют пояснения.', 'Чыгымдар ишке дал келет; айрым саптарды түшүндүрүү керек.', '经费与工作相符，个别科目需要说明。'),
    t('The costs are reasonable, explained, and fairly divided between the sides.', 'Расходы разумны, обоснованы и справедливо поделены между сторонами.', 'Чыгымдар акылга сыярлык, түшүндүрүлгөн жана тараптар арасында адилет бөлүнгөн.', '经费合理、有说明，双方分配公平。'),
    t('Every cost is needed and well spent; own means are added where there are some.', 'Каждый расход необходим и оправдан; по возможности добавлены собственные средства.', 'Ар бир чыгым зарыл жана негиздүү; мүмкүн болсо өз каражаты кошулган.', '每项支出均必要且使用得当，并尽可能投入自有资金。')),
];
