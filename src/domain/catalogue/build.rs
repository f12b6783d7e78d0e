//! Raw files to the checked catalogue, with every error on the way.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::locate::{Path, Spot};
use super::problem::{Findings, Problem};
use super::raw::{
    RawBenefit, RawContact, RawHandbook, RawNode, RawPolicy, RawProgram, RawRemark, RawTree, RawVocabulary, RawWindow,
};
use super::tree::{Layout, citation};
use super::vocabulary::vocabulary;
use super::{Catalogue, Category, Handbook, ProgramId, Source, Sources};
use crate::domain::criterion::Citation;
use crate::domain::expr;
use crate::domain::field::Vocabulary;
use crate::domain::message::Message;
use crate::domain::number::Unit;
use crate::domain::policy::{
    Applicant, Benefit, BenefitKind, Contact, Dates, Erratum, InTotal, Intake, Level, Link, Material, Per, Policy,
    PolicyKind, Program, Relation, RelationKind, Remark, Window,
};
use crate::domain::suggest;
use crate::message;

type FullProgram = RawProgram<RawTree, RawBenefit>;

/// Reads every file, checks each and all together.
pub(super) fn catalogue(sources: &Sources) -> Result<Catalogue, Vec<Problem>> {
    let mut problems = Vec::new();
    let handbook = handbook(&sources.handbook, &mut problems);
    let mut findings = Findings::new(&sources.fields);
    let fields = match serde_json::from_str::<RawVocabulary>(&sources.fields.text) {
        Ok(raw) => vocabulary(raw, &mut findings),
        Err(error) => {
            findings.add_serde(&error, &sources.fields.text, 0);
            Vocabulary::default()
        }
    };
    let fields_are_read = findings.problems.is_empty();
    problems.append(&mut findings.problems);

    let mut ticks = Vec::new();
    let mut policies: Vec<(Policy, &Source)> = Vec::new();
    for source in &sources.policies {
        let mut findings = Findings::new(source);
        match serde_json::from_str::<RawPolicy<FullProgram>>(&source.text) {
            // Without a vocabulary every expression would be wrong, which would bury the cause.
            Ok(_) if !fields_are_read => {}
            Ok(raw) => {
                let mut reader =
                    Reader { fields: &fields, handbook: &handbook, ticks: &mut ticks, findings: &mut findings };
                let policy = reader.policy(raw);
                policies.push((policy, source));
            }
            Err(error) => misfit(&error, source, &mut findings),
        }
        problems.append(&mut findings.problems);
    }
    policies.sort_by_key(|(policy, _)| policy.no);
    if problems.is_empty() {
        check_together(&policies, &mut problems);
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let texts: Vec<Cow<'static, str>> = policies.iter().map(|(_, source)| source.text.clone()).collect();
    let paths = policies.iter().map(|(_, source)| source.path.clone()).collect();
    let mut policies: Vec<Policy> = policies.into_iter().map(|(policy, _)| policy).collect();
    place_relations(&mut policies);
    Ok(Catalogue { handbook, fields, policies, texts, paths, ticks })
}

fn handbook(source: &Source, problems: &mut Vec<Problem>) -> Handbook {
    match serde_json::from_str::<RawHandbook>(&source.text) {
        Ok(raw) => {
            let category = |raw: super::raw::RawCategory| Category { title: raw.title, from: raw.from, to: raw.to };
            Handbook {
                title: raw.title,
                edition: raw.edition,
                publisher: raw.publisher,
                categories: raw.categories.into_iter().map(category).collect(),
            }
        }
        Err(error) => {
            let mut findings = Findings::new(source);
            findings.add_serde(&error, &source.text, 0);
            problems.append(&mut findings.problems);
            Handbook::default()
        }
    }
}

/// A file that does not fit its shape: reads each part without the parts below it, so that every
/// misfit is found. What is not JSON at all has only the one error.
fn misfit(error: &serde_json::Error, source: &Source, findings: &mut Findings<'_>) {
    let text = source.text.as_ref();
    let root = if error.is_data() { Spot::of(text) } else { None };
    let Some(root) = root else {
        findings.add_serde(error, text, 0);
        return;
    };
    try_part::<RawPolicy<IgnoredAny>>(&root, text, findings);
    for program in root.key("programs").map(Spot::items).unwrap_or_default() {
        try_part::<RawProgram<IgnoredAny, IgnoredAny>>(program, text, findings);
        for benefit in program.key("benefits").map(Spot::items).unwrap_or_default() {
            try_part::<RawBenefit>(benefit, text, findings);
        }
        if let Some(criteria) = program.key("criteria") {
            try_nodes(criteria, text, findings);
        }
    }
    if findings.problems.is_empty() {
        findings.add_serde(error, text, 0);
    }
}

fn try_nodes(node: &Spot, text: &str, findings: &mut Findings<'_>) {
    try_part::<RawNode<IgnoredAny>>(node, text, findings);
    for key in ["all", "any", "of"] {
        for child in node.key(key).map(Spot::items).unwrap_or_default() {
            try_nodes(child, text, findings);
        }
    }
    if let Some(child) = node.key("not") {
        try_nodes(child, text, findings);
    }
}

fn try_part<'a, T: Deserialize<'a>>(spot: &Spot, text: &'a str, findings: &mut Findings<'_>) {
    let part = text.get(spot.start..spot.end).unwrap_or_default();
    if let Err(error) = serde_json::from_str::<T>(part) {
        findings.add_serde(&error, part, spot.start);
    }
}

/// Numbers, names and references across all files.
fn check_together(policies: &[(Policy, &Source)], problems: &mut Vec<Problem>) {
    for (place, (policy, source)) in policies.iter().enumerate() {
        let mut findings = Findings::new(source);
        for (other, _) in policies.iter().take(place) {
            if other.no == policy.no {
                let no = policy.no;
                findings.add(&Path::Root.key("no"), message!("编号 {no} 有两个文件", "number {no} has two files"));
            }
            if other.slug == policy.slug {
                let slug = &policy.slug;
                findings.add(
                    &Path::Root.key("slug"),
                    message!("名称 `{slug}` 用了两次", "the slug `{slug}` is used twice"),
                );
            }
        }
        if policies.iter().any(|(other, _)| other.programs.iter().any(|program| program.id == policy.slug)) {
            let slug = &policy.slug;
            findings.add(
                &Path::Root.key("slug"),
                message!("名称 `{slug}` 与事项同名", "the slug `{slug}` is also a program's id"),
            );
        }
        check_relations(policy, policies, &mut findings);
        problems.append(&mut findings.problems);
    }
}

fn check_relations(policy: &Policy, policies: &[(Policy, &Source)], findings: &mut Findings<'_>) {
    let programs = Path::Root.key("programs");
    for (place, program) in policy.programs.iter().enumerate() {
        let program_path = programs.index(place);
        let list = program_path.key("relations");
        for (index, relation) in program.relations.iter().enumerate() {
            let path = list.index(index);
            for name in relation.with.iter().filter(|name| !exists(name, policies)) {
                findings.add(&path.key("with"), message!("没有事项 `{name}`", "there is no program `{name}`"));
            }
        }
    }
}

/// Gives every relation the places of the programs that it names, so that nobody looks them up twice.
fn place_relations(policies: &mut [Policy]) {
    let mut places = HashMap::new();
    for (policy, found) in policies.iter().enumerate() {
        for (program, one) in found.programs.iter().enumerate() {
            places.insert(format!("{}/{}", found.no, one.id), ProgramId { policy, program });
        }
    }
    let programs = policies.iter_mut().flat_map(|policy| &mut policy.programs);
    for relation in programs.flat_map(|program| &mut program.relations) {
        relation.ids = relation.with.iter().filter_map(|name| places.get(name).copied()).collect();
    }
}

/// A reference to a policy whose programs are still to be entered cannot be checked yet.
fn exists(name: &str, policies: &[(Policy, &Source)]) -> bool {
    let Some((no, id)) = name.split_once('/') else { return false };
    policies.iter().any(|(policy, _)| {
        policy.no.to_string() == no
            && (policy.programs_pending || policy.programs.iter().any(|program| program.id == id))
    })
}

struct Reader<'a, 'b> {
    fields: &'a Vocabulary,
    handbook: &'a Handbook,
    ticks: &'a mut Vec<String>,
    findings: &'a mut Findings<'b>,
}

impl Reader<'_, '_> {
    fn policy(&mut self, raw: RawPolicy<FullProgram>) -> Policy {
        let root = Path::Root;
        let category = self.handbook.categories.iter().position(|category| category.title == raw.category);
        let category = category.unwrap_or_else(|| {
            let name = &raw.category;
            let known: Vec<&str> = self.handbook.categories.iter().map(|category| category.title.as_str()).collect();
            let known = known.join("、");
            self.findings.add(
                &root.key("category"),
                message!("没有类别 `{name}`；有 {known}", "there is no category `{name}`; there are {known}"),
            );
            0
        });
        let kind = self.word(&raw.kind, PolicyKind::from_word, PolicyKind::WORDS, &root.key("kind"));
        let level = self.word(&raw.level, Level::from_word, Level::WORDS, &root.key("level"));
        let programs_pending = raw.programs.is_none();
        let list = root.key("programs");
        let no = raw.no;
        let mut programs: Vec<Program> = Vec::new();
        for (place, program) in raw.programs.unwrap_or_default().into_iter().enumerate() {
            let path = list.index(place);
            if programs.iter().any(|other| other.id == program.id) {
                let id = &program.id;
                self.findings.add(&path.key("id"), message!("事项 `{id}` 写了两次", "program `{id}` is there twice"));
            }
            programs.push(self.program(program, no, &path));
        }
        let dates = root.key("dates");
        Policy {
            no,
            slug: raw.slug,
            category,
            title: raw.title,
            short_title: raw.short_title,
            kind: kind.unwrap_or(PolicyKind::Guide),
            level: level.unwrap_or(Level::City),
            page: raw.page,
            document_numbers: raw.document_numbers,
            agencies: raw.agencies,
            basis: raw.basis,
            dates: Dates {
                issued: self.date(raw.dates.issued, &dates.key("issued")),
                effective: self.date(raw.dates.effective, &dates.key("effective")),
                expires: self.date(raw.dates.expires, &dates.key("expires")),
            },
            summary: raw.summary,
            points: self.remarks(raw.points, &root.key("points")),
            contacts: contacts(raw.contacts),
            links: raw.links.into_iter().map(|link| Link { label: link.label, url: link.url }).collect(),
            keywords: raw.keywords,
            notes: self.remarks(raw.notes, &root.key("notes")),
            errata: self.errata(raw.errata, &root.key("errata")),
            programs,
            programs_pending,
        }
    }

    fn program(&mut self, raw: FullProgram, no: u16, path: &Path<'_>) -> Program {
        let applicants_path = path.key("applicants");
        let mut applicants = Vec::new();
        for (place, word) in raw.applicants.iter().enumerate() {
            applicants.extend(self.word(word, Applicant::from_word, Applicant::WORDS, &applicants_path.index(place)));
        }
        let reference = format!("{no}/{}", raw.id);
        let layout = Layout::new(self.fields, reference, self.ticks, self.findings);
        let criteria = layout.criteria(raw.criteria, &path.key("criteria"));
        let list = path.key("benefits");
        let mut benefits: Vec<Benefit> = Vec::new();
        for (place, benefit) in raw.benefits.into_iter().enumerate() {
            let path = list.index(place);
            if benefits.iter().any(|other| other.id == benefit.id) {
                let id = &benefit.id;
                self.findings
                    .add(&path.key("id"), message!("支持内容 `{id}` 写了两次", "benefit `{id}` is there twice"));
            }
            benefits.push(self.benefit(benefit, &path));
        }
        if benefits.is_empty() {
            self.findings.add(&list, message!("事项没有支持内容", "the program has no benefit"));
        }
        let intake = self.intake(raw.windows, raw.rolling, raw.awaiting, path);
        let relations_path = path.key("relations");
        let mut relations = Vec::new();
        for (place, relation) in raw.relations.into_iter().enumerate() {
            let path = relations_path.index(place);
            let kind = self.word(&relation.kind, RelationKind::from_word, RelationKind::WORDS, &path.key("kind"));
            let within = relation.within.as_deref();
            relations.push(Relation {
                kind: kind.unwrap_or(RelationKind::Related),
                with: relation.with,
                ids: Vec::new(),
                within: within.and_then(|word| self.word(word, Per::from_word, Per::WORDS, &path.key("within"))),
                text: relation.text,
                citation: self.citation(relation.at, relation.anchor, &path),
            });
        }
        let materials_path = path.key("materials");
        let mut materials = Vec::new();
        for (place, material) in raw.materials.into_iter().enumerate() {
            materials.push(Material {
                text: material.text,
                optional: material.optional.unwrap_or(false),
                when: material.when,
                citation: self.citation(material.at, material.anchor, &materials_path.index(place)),
            });
        }
        Program {
            id: raw.id,
            title: raw.title,
            short_title: raw.short_title,
            applicants,
            summary: raw.summary,
            criteria,
            benefits,
            intake,
            effective: self.date(raw.effective, &path.key("effective")),
            expires: self.date(raw.expires, &path.key("expires")),
            materials,
            steps: self.remarks(raw.steps, &path.key("steps")),
            relations,
            notes: self.remarks(raw.notes, &path.key("notes")),
            contacts: contacts(raw.contacts),
        }
    }

    fn benefit(&mut self, raw: RawBenefit, path: &Path<'_>) -> Benefit {
        let kind = self.word(&raw.kind, BenefitKind::from_word, BenefitKind::WORDS, &path.key("kind"));
        let per_path = path.key("per");
        let mut per = Vec::new();
        for (place, word) in raw.per.iter().enumerate() {
            per.extend(self.word(word, Per::from_word, Per::WORDS, &per_path.index(place)));
        }
        let amount = raw.amount.and_then(|text| self.number(&text, &path.key("amount")));
        let times = raw.times.and_then(|text| self.count(&text, &path.key("times")));
        let when = raw.when.and_then(|text| match expr::parse_test(&text, self.fields) {
            Ok(test) => Some(test),
            Err(error) => {
                self.findings.add_expression(&path.key("when"), &text, error);
                None
            }
        });
        Benefit {
            id: raw.id,
            kind: kind.unwrap_or(BenefitKind::InKind),
            label: raw.label,
            amount,
            per,
            times,
            up_to: raw.up_to.unwrap_or(false),
            total: raw.total.and_then(|word| self.word(&word, InTotal::from_word, InTotal::WORDS, &path.key("total"))),
            when,
            from: self.date(raw.from, &path.key("from")),
            to: self.date(raw.to, &path.key("to")),
            note: raw.note,
            citation: self.citation(raw.at, raw.anchor, path),
        }
    }

    fn number(&mut self, text: &str, path: &Path<'_>) -> Option<(expr::Num, Unit)> {
        match expr::parse_number(text, self.fields) {
            Ok(number) => Some(number),
            Err(error) => {
                self.findings.add_expression(path, text, error);
                None
            }
        }
    }

    fn count(&mut self, text: &str, path: &Path<'_>) -> Option<expr::Num> {
        let (number, unit) = self.number(text, path)?;
        if unit.takes_bare() {
            return Some(number);
        }
        self.findings
            .add(path, message!("times 要的是个数，不是金额或比例", "times wants a count, not money or a ratio"));
        None
    }

    fn intake(
        &mut self,
        windows: Option<Vec<RawWindow>>,
        rolling: Option<bool>,
        awaiting: Option<bool>,
        path: &Path<'_>,
    ) -> Intake {
        let windows = windows.unwrap_or_default();
        let (rolling, awaiting) = (rolling.unwrap_or(false), awaiting.unwrap_or(false));
        if usize::from(!windows.is_empty()) + usize::from(rolling) + usize::from(awaiting) > 1 {
            self.findings.add(
                path,
                message!(
                    "windows、rolling、awaiting 只能有一个",
                    "only one of windows, rolling, awaiting can be there",
                ),
            );
        }
        let list = path.key("windows");
        if rolling {
            Intake::Rolling
        } else if awaiting {
            Intake::Awaiting
        } else if windows.is_empty() {
            Intake::Unstated
        } else {
            let window = |(place, raw): (usize, RawWindow)| {
                let path = list.index(place);
                let window = Window {
                    from: self.date(raw.from, &path.key("from")),
                    to: self.date(raw.to, &path.key("to")),
                    note: raw.note,
                    citation: self.citation(raw.at, raw.anchor, &path),
                };
                if window.from.zip(window.to).is_some_and(|(from, to)| from > to) {
                    self.findings.add(&path, message!("开始晚于结束", "it begins after it ends"));
                }
                window
            };
            Intake::Windows(windows.into_iter().enumerate().map(window).collect())
        }
    }

    fn date(&mut self, text: Option<String>, path: &Path<'_>) -> Option<NaiveDate> {
        let text = text?;
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok();
        if date.is_none() {
            self.findings
                .add(path, message!("`{text}` 不是 2024-05-19 这样的日期", "`{text}` is not a date like 2024-05-19"));
        }
        date
    }

    fn word<T>(&mut self, word: &str, known: impl Fn(&str) -> Option<T>, words: &[&str], path: &Path<'_>) -> Option<T> {
        let found = known(word);
        if found.is_none() {
            let hint: Message = suggest::hint(word, words.iter().copied());
            let (zh, en) = (hint.zh, hint.en);
            let all = words.join(" ");
            self.findings
                .add(path, message!("不认识 `{word}`{zh}（有 {all}）", "unknown word `{word}`{en} (there are {all})"));
        }
        found
    }

    fn remarks(&mut self, raw: Vec<RawRemark>, path: &Path<'_>) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for (place, remark) in raw.into_iter().enumerate() {
            let citation = self.citation(remark.at, remark.anchor, &path.index(place));
            remarks.push(Remark { text: remark.text, citation });
        }
        remarks
    }

    fn errata(&mut self, raw: Vec<super::raw::RawErratum>, path: &Path<'_>) -> Vec<Erratum> {
        let mut errata = Vec::new();
        for (place, erratum) in raw.into_iter().enumerate() {
            let cited = self.citation(erratum.at, erratum.anchor, &path.index(place));
            let note = match (erratum.note, cited.at) {
                (Some(note), Some(at)) => Some(format!("{note}（{at}）")),
                (note, at) => note.or(at.map(|at| format!("见 {at}"))),
            };
            errata.push(Erratum { printed: erratum.printed, meant: erratum.meant, note, anchor: cited.anchor });
        }
        errata
    }

    fn citation(&mut self, at: Option<String>, anchor: Option<String>, path: &Path<'_>) -> Citation {
        citation(at, anchor, path, self.findings)
    }
}

fn contacts(raw: Vec<RawContact>) -> Vec<Contact> {
    raw.into_iter()
        .map(|contact| Contact {
            office: contact.office,
            phone: contact.phone,
            email: contact.email,
            address: contact.address,
        })
        .collect()
}
