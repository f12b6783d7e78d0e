//! Policies and their programs as checked data: who may apply, what it brings, when, with what.

use chrono::NaiveDate;

use super::catalogue::ProgramId;
use super::criterion::{Citation, Criteria};
use super::expr::{Num, Test};
use super::field::FieldId;
use super::message::Lang;
use super::number::Unit;

/// Declares a closed list of words of the data files with their readable names.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every word of the data files for this.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The member with this word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }

            /// The word of the data files and of JSON output.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }

            /// The name on screen.
            #[must_use]
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $($name::$variant => lang.pick($zh, $en),)+ }
            }
        }
    };
}

words! {
    /// What kind of text the handbook prints for a policy.
    PolicyKind {
        /// An official interpretation.
        Interpretation = "interpretation", "政策解读", "interpretation";
        /// Parts of the original.
        Excerpt = "excerpt", "原文节选", "excerpt";
        /// The whole original.
        Original = "original", "原文", "original";
        /// A guide to applying.
        Guide = "guide", "申报指南", "guide";
    }
}

words! {
    /// Who issued a policy.
    Level {
        /// The state.
        National = "national", "国家", "national";
        /// The autonomous region.
        Region = "region", "自治区", "region";
        /// The city.
        City = "city", "柳州市", "city";
    }
}

words! {
    /// Who can apply for a program.
    Applicant {
        /// A company.
        Company = "company", "企业", "company";
        /// A self-employed trader (个体工商户).
        SoleTrader = "sole_trader", "个体工商户", "sole trader";
        /// A person.
        Individual = "individual", "个人", "individual";
        /// A public institution, association, university or department.
        Institution = "institution", "机构", "institution";
        /// A park or base.
        Park = "park", "园区", "park";
        /// A project; its company applies.
        Project = "project", "项目", "project";
        /// A city or county.
        City = "city", "城市", "city";
        /// A bank.
        Bank = "bank", "金融机构", "bank";
    }
}

words! {
    /// What kind of thing a program brings.
    BenefitKind {
        /// Money paid out.
        Cash = "cash", "资金", "cash";
        /// A loan or line of credit.
        Loan = "loan", "贷款额度", "loan";
        /// An interest, fee or discount rate.
        Rate = "rate", "利率费率", "rate";
        /// Taxes or fees not charged.
        TaxRelief = "tax_relief", "税费减免", "tax relief";
        /// A service, a place, priority.
        InKind = "in_kind", "服务便利", "in kind";
        /// A title or recognition.
        Qualification = "qualification", "资格认定", "qualification";
        /// A reward whose amount the handbook does not print.
        Unprinted = "unprinted", "金额未载明", "amount not printed";
    }
}

words! {
    /// What an amount is paid for each of.
    Per {
        /// For each person.
        Person = "person", "人", "person";
        /// For each year.
        Year = "year", "年", "year";
        /// For each month.
        Month = "month", "月", "month";
        /// For each day.
        Day = "day", "天", "day";
        /// For each household or tenant.
        Household = "household", "户", "household";
        /// For each firm.
        Firm = "firm", "家", "firm";
        /// For each project.
        Project = "project", "项目", "project";
        /// For each thing.
        Item = "item", "项", "item";
        /// For each time.
        Time = "time", "次", "time";
        /// For each square metre.
        SquareMetre = "square_metre", "㎡", "m²";
        /// For each kilowatt-hour.
        Kwh = "kwh", "千瓦时", "kWh";
        /// For each park or base.
        Park = "park", "园区", "park";
        /// For each city.
        City = "city", "市", "city";
    }
}

words! {
    /// How two programs bear on each other.
    RelationKind {
        /// Not to be had twice (不可重复享受).
        NotCombinable = "not_combinable", "不可重复享受", "not combinable";
        /// One or the other (二选一).
        EitherOr = "either_or", "二选一", "either or";
        /// The other one first (以…为前提).
        Requires = "requires", "以此为前提", "requires";
        /// Turns into the other one.
        LeadsTo = "leads_to", "转为", "leads to";
        /// What was already had is taken off.
        Deducts = "deducts", "扣除已享受", "deducts";
        /// The same money, printed in two places of the handbook.
        SameGrant = "same_grant", "同一笔", "the same grant";
        /// In the other one's stead for the same people or things; only what it is higher by comes on top.
        Replaces = "replaces", "代替", "replaces";
        /// The handbook does not say whether both can be had.
        Unclear = "unclear", "能否同享未载明", "combining not stated";
        /// Worth knowing together.
        Related = "related", "相关", "related";
    }
}

words! {
    /// How a benefit counts where benefits are added up. Without a mark the benefits of a program are
    /// alternatives, of which the largest counts.
    InTotal {
        /// Paid besides the program's other benefits, because the text says so (同时, 分别, 其中).
        Adds = "adds", "另加", "adds";
        /// Never part of a total: a pool for many, a stake that is bought, money of somebody else.
        Apart = "apart", "不计入合计", "never added";
    }
}

impl RelationKind {
    /// Whether the two can never be had together, whichever of them says so.
    #[must_use]
    pub fn excludes(self) -> bool {
        matches!(self, RelationKind::NotCombinable | RelationKind::EitherOr | RelationKind::SameGrant)
    }
}

/// A sentence of ours with its citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The sentence.
    pub text: String,
    /// Where the handbook says so.
    pub citation: Citation,
}

/// An office that answers questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its name.
    pub office: Option<String>,
    /// Its phone.
    pub phone: Option<String>,
    /// Its e-mail.
    pub email: Option<String>,
    /// Its address.
    pub address: Option<String>,
}

/// A page on the web that the handbook names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it is.
    pub label: String,
    /// Its address.
    pub url: String,
}

/// A misprint of the handbook, repaired here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erratum {
    /// What is printed.
    pub printed: String,
    /// What is meant.
    pub meant: String,
    /// Why, and where.
    pub note: Option<String>,
    /// A few words as printed around it, by which it is found in the official text.
    pub anchor: Option<String>,
}

/// The dates of a policy; absent where the handbook prints none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// When it was issued.
    pub issued: Option<NaiveDate>,
    /// When it came into force.
    pub effective: Option<NaiveDate>,
    /// The last day it is in force.
    pub expires: Option<NaiveDate>,
}

/// One thing that a program brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Benefit {
    /// The stable id within the program.
    pub id: String,
    /// What kind of thing it is.
    pub kind: BenefitKind,
    /// The short text on screen.
    pub label: String,
    /// How much, with the unit of the figure.
    pub amount: Option<(Num, Unit)>,
    /// What the amount is for each of.
    pub per: Vec<Per>,
    /// For how many of those.
    pub times: Option<Num>,
    /// Whether the amount is the most there can be (最高, 不超过).
    pub up_to: bool,
    /// How it counts beside the program's other benefits; absent for one of several alternatives.
    pub total: Option<InTotal>,
    /// The case it is for; absent when it is for all.
    pub when: Option<Test>,
    /// The first day of its stage.
    pub from: Option<NaiveDate>,
    /// The last day of its stage.
    pub to: Option<NaiveDate>,
    /// A remark.
    pub note: Option<String>,
    /// Where the handbook says so.
    pub citation: Citation,
}

/// A time in which applications are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day; absent where only the deadline is printed.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
    /// A remark, such as which batch.
    pub note: Option<String>,
    /// Where the handbook says so.
    pub citation: Citation,
}

/// When applications are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intake {
    /// In these windows.
    Windows(Vec<Window>),
    /// At any time.
    Rolling,
    /// After a call that is still to come.
    Awaiting,
    /// The handbook does not say.
    Unstated,
}

/// A paper to hand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Material {
    /// What it is.
    pub text: String,
    /// Not everybody needs it.
    pub optional: bool,
    /// Who needs it.
    pub when: Option<String>,
    /// Where the handbook says so.
    pub citation: Citation,
}

/// How a program bears on others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// In what way.
    pub kind: RelationKind,
    /// Which programs, written `44/loan-individual`; empty for support outside the handbook.
    pub with: Vec<String>,
    /// The same programs by their places, without those that are still to be entered.
    pub ids: Vec<ProgramId>,
    /// What the rule is bound to: with a project, both can be had for two different ones.
    pub within: Option<Per>,
    /// The rule in our words.
    pub text: String,
    /// Where the handbook says so.
    pub citation: Citation,
}

/// One thing that an applicant can get or be refused (事项).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The stable id within the policy.
    pub id: String,
    /// The full title.
    pub title: String,
    /// A title of at most a dozen characters.
    pub short_title: Option<String>,
    /// Who can apply.
    pub applicants: Vec<Applicant>,
    /// What it is, in a sentence or two.
    pub summary: Option<String>,
    /// What must hold.
    pub criteria: Criteria,
    /// What it brings.
    pub benefits: Vec<Benefit>,
    /// When applications are taken.
    pub intake: Intake,
    /// When it came into force, where that differs from the policy.
    pub effective: Option<NaiveDate>,
    /// The last day it is in force, where that differs from the policy.
    pub expires: Option<NaiveDate>,
    /// What to hand in.
    pub materials: Vec<Material>,
    /// What to do, in order.
    pub steps: Vec<Remark>,
    /// How it bears on other programs.
    pub relations: Vec<Relation>,
    /// What the handbook leaves open or contradicts.
    pub notes: Vec<Remark>,
    /// Offices for this program only.
    pub contacts: Vec<Contact>,
}

impl Program {
    /// The short title, or the full one.
    #[must_use]
    pub fn name(&self) -> &str {
        self.short_title.as_deref().unwrap_or(&self.title)
    }

    /// Every field that the program asks for, in criteria and amounts; each may occur several times.
    pub fn fields(&self) -> impl Iterator<Item = FieldId> {
        let criteria = self.criteria.nodes().iter().flat_map(|node| node.fields.iter().copied());
        criteria.chain(self.benefit_fields())
    }

    /// Every field that the amounts ask for; each may occur several times.
    pub fn benefit_fields(&self) -> impl Iterator<Item = FieldId> {
        self.benefits.iter().flat_map(|benefit| {
            let numbers = benefit.amount.iter().map(|(amount, _)| amount).chain(&benefit.times);
            numbers.flat_map(Num::fields).chain(benefit.when.iter().flat_map(Test::fields))
        })
    }
}

/// One of the handbook's items (政策).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Its number in the handbook.
    pub no: u16,
    /// Its name in commands.
    pub slug: String,
    /// The place of its category in the handbook.
    pub category: usize,
    /// The full title.
    pub title: String,
    /// A title of at most a dozen characters.
    pub short_title: String,
    /// What kind of text it is.
    pub kind: PolicyKind,
    /// Who issued it.
    pub level: Level,
    /// The page of the handbook on which it begins.
    pub page: u16,
    /// Its official numbers.
    pub document_numbers: Vec<String>,
    /// Who issued it or is in charge.
    pub agencies: Vec<String>,
    /// The documents it rests on.
    pub basis: Vec<String>,
    /// Its dates.
    pub dates: Dates,
    /// What it is, in a few sentences.
    pub summary: String,
    /// The points worth knowing.
    pub points: Vec<Remark>,
    /// Offices.
    pub contacts: Vec<Contact>,
    /// Pages on the web.
    pub links: Vec<Link>,
    /// Everyday words for it.
    pub keywords: Vec<String>,
    /// What the handbook leaves open or contradicts.
    pub notes: Vec<Remark>,
    /// Misprints repaired.
    pub errata: Vec<Erratum>,
    /// What can be applied for; empty for a policy to read only.
    pub programs: Vec<Program>,
    /// Whether its programs are still to be entered, which is not the same as having none.
    pub programs_pending: bool,
}
