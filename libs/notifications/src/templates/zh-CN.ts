import type { Wording } from './facts.js';

const SIDES = { KG: '吉方', CN: '中方', INT: '第三国' };
const ROLES = { lead: '项目负责人', member: '团队成员' };
const SUBJECTS = { publication: '发布', amendment: '修订', assignment: '评审专家指派', ranking: '评审结束', lot: '重新抽签', announcement: '结果公布' };

export const zh: Wording = {
  subject: (ref) => `Köpürö：新消息 ${ref}`,
  codeSubject: 'Köpürö：您的激活码',
  greeting: '您好：',
  closing: '本邮件由系统自动发送，请勿回复。\nKöpürö——中吉联合科研项目征集系统',
  gone: '本邮件已失效。',
  instant: (bishkek, beijing) => `${bishkek}（比什凯克时间）、${beijing}（北京时间）`,
  bodies: {
    activation: (f, instant) => `您的激活码：${f.code}\n\n请在以下页面输入激活码并设置新密码：\n${f.page}\n\n激活码只能使用一次，有效期至 ${instant(f.until)}。如果您没有申请激活码，请忽略本邮件。`,
    invitation: (f) => `${f.inviter ? `${f.inviter} 邀请您` : '现邀请您'}以${SIDES[f.side]}${ROLES[f.role]}身份参加项目征集 ${f.call} 的一份联合申请。\n\n请使用本邮箱地址登录（如无账户，请先注册），阅读申请书并接受或谢绝邀请：\n${f.page}`,
    signed: (f) => `${SIDES[f.side]}项目负责人已签署联合申请（${f.ref}）。请您签署同一版本；对申请书的任何修改都会使双方的签署失效。\n\n${f.page}`,
    submitted: (f, instant) => `联合申请 ${f.number} 已提交，系统接收时间为 ${instant(f.at)}。\n\n申请内容校验值（SHA-256）：\n${f.sha256}\n\n回执见以下页面：\n${f.page}`,
    checked: (f) => `双方已完成对申请 ${f.number} 的形式审查。${f.passed ? '该申请进入评审阶段。' : '该申请不符合本次项目征集的条件，不进入评审阶段。'}\n\n详情见申请书页面：\n${f.page}`,
    'not-submitted': (f, instant) => `项目征集 ${f.call} 已于 ${instant(f.closedAt)} 截止。您的联合申请未在截止前提交，不参加本次征集。您仍可阅读申请书内容。\n\n${f.page}`,
    'withdrawal-given': (f, instant) => `${SIDES[f.side]}项目负责人已发出撤回联合申请（${f.ref}）的通知。如您同意，申请即时撤回；否则，除非通知在此之前被收回，撤回将于 ${instant(f.from)} 生效。\n\n${f.page}`,
    'withdrawal-taken-back': (f) => `${SIDES[f.side]}项目负责人已收回撤回联合申请（${f.ref}）的通知。\n\n${f.page}`,
    'bulk-look': (f) => `一名项目主管查看评审专家姓名的次数异常：一小时内达 ${f.looks} 次或以上。项目主管：${f.name}。每次查看均记入审计日志；请核实是否确有必要。\n\n${f.page}`,
    withdrawn: (f) => `联合申请 ${f.ref} 已撤回，不再参加本次征集：不再进行审查、评审和立项决定。\n\n${f.page}`,
    'review-invitation': (f) => `现邀请您评审申请 ${f.number}。请登录系统，声明是否存在利益冲突，并接受或谢绝邀请。申请内容须保密，请勿转交他人。\n\n${f.page}`,
    'review-void': (f) => `您对申请 ${f.number} 的评审指派已取消，无需继续评审；申请材料仍须保密。感谢您的支持。\n\n${f.page}`,
    'approval-needed': (f) => `${SIDES[f.side]}已批准项目征集 ${f.call} 的${SUBJECTS[f.subject]}。贵方批准同一版本后即生效。\n\n${f.page}`,
    'votes-open': (f) => `双方已确认项目征集 ${f.call} 的排序结果，联合主席投票现已开始。在另一方投票之前，任何一方的投票均不公开。\n\n${f.page}`,
    'lot-needed': (f) => `项目征集 ${f.call} 的排序中有并列申请，须由双方抽签确定先后${f.round > 1 ? `。双方已同意重新开始，现为第 ${f.round} 轮` : ''}。请贵方选定密语并提交其校验值；双方均提交之前，任何一方都看不到另一方的校验值。\n\n${f.page}`,
    'lot-reveal': (f) => `双方均已提交项目征集 ${f.call} 抽签密语的校验值。请公开贵方的密语；第二份密语公开时即完成抽签。\n\n${f.page}`,
    'lot-drawn': (f) => `项目征集 ${f.call} 并列申请的抽签已根据双方密语完成，顺序已计入排序。任何人均可核验：\n${f.page}`,
    'call-amended': (f, instant) => `双方已修订项目征集 ${f.call}。修订自 ${instant(f.at)} 起生效，申请截止时间为 ${instant(f.closesAt)}。\n\n您已填写、签署或提交的内容保持不变。具体修订内容见项目征集页面：\n${f.page}`,
  },
};
