//! A small catalogue for tests: a dozen policies of the handbook, with their programs.
//!
//! One text a line, so that tests can be read against it: number, program, part, text.

use super::query::FilterKind;
use super::{Entry, Facet, Index, Part, Phrases};

/// The phrase table that is shipped.
pub(super) const PHRASES: &str = include_str!("../../data/pinyin.json");

const TEXTS: &str = "\
11 - T 自治区工业和信息化厅关于印发自治区级工业设计中心认定管理办法的通知
11 - S 工业设计中心认定
11 - A 自治区工业和信息化厅
11 0 P 自治区级工业设计中心认定（企业工业设计中心）
11 1 P 自治区级工业设计中心认定（工业设计企业）
13 - T 柳州市商务局关于印发《柳州螺蛳粉电子商务产业园扶持政策有关规定（2022—2024年）（修订）》的通知
13 - S 螺蛳粉电商产业园扶持
13 - K 螺蛳粉
13 - A 柳州市商务局
13 0 P 螺蛳粉电商产业园房租补贴（电商企业、生产企业销售公司）
14 - T 中国人民银行设立科技创新和技术改造再贷款 支持科技创新、技术改造和设备更新
14 - K 再贷款
14 - A 中国人民银行
14 0 P 科技创新和技术改造再贷款（金融机构申领）
14 1 P 科技创新和技术改造再贷款支持的企业/项目贷款
19 - T 广西壮族自治区人力资源和社会保障厅关于印发与中国银行股份有限公司广西壮族自治区分行合作开展金融助企稳岗扩岗工作实施方案的通知
19 - A 广西壮族自治区人力资源和社会保障厅
19 0 P 稳岗扩岗专项贷款
23 - T 财政部 税务总局 国家发展改革委 工业和信息化部关于提高集成电路和工业母机企业研发费用加计扣除比例的公告
23 - K 加计扣除
23 - N 财政部 税务总局 国家发展改革委 工业和信息化部公告2023年第44号
23 - A 财政部
23 - A 税务总局
23 0 P 集成电路企业研发费用加计扣除
23 1 P 工业母机企业研发费用加计扣除
26 - T 财政部 税务总局关于金融机构小微企业贷款利息收入免征增值税政策的公告
26 - A 财政部
26 2 P 100万元以下小微贷款利息收入免征增值税（2023年第13号）
32 - T 自治区工业和信息化厅关于印发2024年二季度推动工业经济稳增长若干政策措施的通知
32 - A 自治区工业和信息化厅
32 - D 对专精特新企业的技术改造项目给予补助，重点支持数字化转型
32 6 P 数字化转型项目支持
32 7 P 用电成本奖励
36 - T 广西壮族自治区人民政府办公厅印发关于促进电子商务高质量发展若干政策措施的通知
36 - N 桂政办发〔2024〕10号
36 4 P 直播电商奖励
40 - T 广西壮族自治区人力资源和社会保障厅 广西壮族自治区财政厅关于印发《加强企业人力资源服务支持实体经济发展若干措施》的通知
40 - A 广西壮族自治区人力资源和社会保障厅
40 - D 支持专精特新企业设立博士后科研工作站，返还失业保险费
40 0 P 就业见习补贴
40 10 P 新设博士后科研工作站资助
40 16 P 企业新型学徒制培训补贴
44 - T 《广西壮族自治区优化创业担保贷款机制促进高质量充分就业实施办法（试行）》
44 0 P 个人创业担保贷款及贴息
44 1 P 小微企业创业担保贷款及贴息
44 0 C 在柳州市创业的城镇登记失业人员
45 - T 国家级专精特新“小巨人”企业申报指南
45 - S 小巨人申报
45 - K 专精特新
45 - A 工业和信息化部
45 0 P 国家级专精特新“小巨人”企业申报（含第三批复核）
45 0 C 资产负债率不高于70%
45 0 D 专业化、精细化、特色化、新颖化的中小企业
50 - T 广西工业互联网暨制造业数字化转型产业生态供给资源池申报指南
50 - D 供给方为专精特新企业的优先入池
50 0 P 工业互联网暨制造业数字化转型供给资源池
60 - T 国家知识产权局 工业和信息化部 中国人民银行 国家金融监督管理总局 中国证券监督管理委员会关于印发《专利产业化促进中小企业成长计划实施方案》的通知
60 - N 国知发运字〔2023〕44号
60 0 P 专利产业化样板企业培育库入库
61 - T 工业和信息化部等18部门办公厅（室）关于开展2024年“一起益企”中小微企业服务行动的通知
61 - N 工信厅联企业〔2024〕26号
61 - K 服务行动";

const FACETS: &str = "\
13 - level 市
36 - level 自治区
44 - level 自治区
45 - level 国家
13 - cat 产业发展
23 - cat 税收政策
26 - cat 税收政策
44 0 for 个人
44 1 for 企业
45 - for 企业";

fn place(line: &str) -> Option<(usize, Option<usize>, &str, &str)> {
    let mut fields = line.splitn(4, ' ');
    let policy = fields.next()?.parse().ok()?;
    let program = fields.next()?.parse().ok();
    Some((policy, program, fields.next()?, fields.next()?))
}

/// The texts of the catalogue.
pub(super) fn entries() -> Vec<Entry> {
    let entry = |line| {
        let (policy, program, part, text) = place(line)?;
        let part = match part {
            "T" => Part::Title,
            "S" => Part::ShortTitle,
            "P" => Part::Program,
            "K" => Part::Keyword,
            "N" => Part::DocumentNumber,
            "A" => Part::Agency,
            "C" => Part::Criterion,
            _ => Part::Digest,
        };
        let text = text.to_owned();
        Some(Entry { policy, program, part, text })
    };
    TEXTS.lines().filter_map(entry).collect()
}

/// The catalogue, indexed with the shipped phrases.
pub(super) fn index() -> Index {
    let facet = |line| {
        let (policy, program, kind, value) = place(line)?;
        let kind = match kind {
            "level" => FilterKind::Level,
            "cat" => FilterKind::Category,
            _ => FilterKind::Applicant,
        };
        let value = value.to_owned();
        Some(Facet { policy, program, kind, value })
    };
    let phrases = Phrases::parse(PHRASES).unwrap_or_default();
    Index::new(entries(), phrases).with_facets(FACETS.lines().filter_map(facet))
}
