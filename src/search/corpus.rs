//! What of the catalogue is searched: every text that a person might remember, each with its part.

use super::{Entry, Facet, Filter, FilterKind, Index, Part, Phrases};
use crate::domain::assess::Assessment;
use crate::domain::calendar::AvailabilityState;
use crate::domain::catalogue::{Catalogue, ProgramId};
use crate::domain::decide::Eligibility;
use crate::domain::message::Lang;
use crate::domain::policy::Contact;

/// The index over a catalogue; `phrases` is the JSON text of the phrase table, `official` the official text
/// by policy number, as far as there is a copy of it.
///
/// A phrase table that does not parse costs the right reading of some heteronyms and nothing else, so
/// the search goes on without it.
#[must_use]
pub fn index<'a>(catalogue: &Catalogue, phrases: &str, official: impl Iterator<Item = (u16, &'a str)>) -> Index {
    let phrases = Phrases::parse(phrases).unwrap_or_default();
    let mut entries = entries(catalogue);
    entries.extend(official.map(|(policy, text)| Entry {
        policy: usize::from(policy),
        program: None,
        part: Part::Digest,
        text: text.to_owned(),
    }));
    Index::new(entries, phrases).with_facets(facets(catalogue)).with_values(FilterKind::Status, statuses())
}

/// What `status:` can ask for, in the words of both languages.
fn statuses() -> impl Iterator<Item = &'static str> {
    let every = [
        Eligibility::Eligible,
        Eligibility::Likely,
        Eligibility::Undecided,
        Eligibility::Ineligible,
        Eligibility::Reference,
    ];
    every.into_iter().flat_map(|verdict| [verdict.label(Lang::Zh), verdict.word()])
}

/// Every text of a catalogue that is searched, policy by policy.
#[must_use]
pub fn entries(catalogue: &Catalogue) -> Vec<Entry> {
    let mut entries = Vec::new();
    for policy in catalogue.policies() {
        let number = usize::from(policy.no);
        let mut add = |program: Option<usize>, part: Part, text: &str| {
            entries.push(Entry { policy: number, program, part, text: text.to_owned() });
        };
        add(None, Part::Title, &policy.title);
        add(None, Part::ShortTitle, &policy.short_title);
        for (part, texts) in [
            (Part::Keyword, &policy.keywords),
            (Part::DocumentNumber, &policy.document_numbers),
            (Part::Agency, &policy.agencies),
            (Part::Basis, &policy.basis),
        ] {
            for text in texts {
                add(None, part, text);
            }
        }
        for short in policy.agencies.iter().filter_map(|agency| everyday(agency)) {
            add(None, Part::Agency, &short);
        }
        for phone in phones(&policy.contacts) {
            add(None, Part::Phone, phone);
        }
        // The names that commands go by.
        add(None, Part::Keyword, &policy.slug);
        add(None, Part::Digest, &policy.summary);
        for point in &policy.points {
            add(None, Part::Digest, &point.text);
        }
        for (place, program) in policy.programs.iter().enumerate() {
            add(Some(place), Part::Program, &program.title);
            if let Some(short) = &program.short_title {
                add(Some(place), Part::Program, short);
            }
            add(Some(place), Part::Keyword, &program.id);
            for (_, node) in program.criteria.leaves() {
                add(Some(place), Part::Criterion, &node.label);
            }
            for benefit in &program.benefits {
                add(Some(place), Part::Benefit, &benefit.label);
            }
            if let Some(summary) = &program.summary {
                add(Some(place), Part::Digest, summary);
            }
            for phone in phones(&program.contacts) {
                add(Some(place), Part::Phone, phone);
            }
        }
    }
    entries
}

/// What everybody calls an agency, where that is shorter: 工信厅 for 工业和信息化厅.
fn everyday(agency: &str) -> Option<String> {
    let short = SHORT_NAMES.iter().fold(agency.to_owned(), |name, (long, short)| name.replace(long, short));
    (short != agency).then_some(short)
}

/// Parts of agencies' names and what they are shortened to in speech.
const SHORT_NAMES: [(&str, &str); 10] = [
    ("工业和信息化", "工信"),
    ("人力资源和社会保障", "人社"),
    ("人力资源社会保障", "人社"),
    ("发展和改革委员会", "发改委"),
    ("发展改革委员会", "发改委"),
    ("国家发展改革委", "国家发改委"),
    ("市场监督管理", "市监"),
    ("金融监督管理", "金融监管"),
    ("科学技术", "科技"),
    ("广西壮族自治区", "广西"),
];

/// A contact may have several phones in one line, and each is found by its own figures.
fn phones(contacts: &[Contact]) -> impl Iterator<Item = &str> {
    let lines = contacts.iter().filter_map(|contact| contact.phone.as_deref());
    lines.flat_map(|line| line.split(['、', '，', ',', '/', '；', ';', ' '])).filter(|phone| !phone.is_empty())
}

fn facets(catalogue: &Catalogue) -> Vec<Facet> {
    let mut facets = Vec::new();
    for policy in catalogue.policies() {
        let number = usize::from(policy.no);
        let mut add = |program: Option<usize>, kind: FilterKind, value: &str| {
            facets.push(Facet { policy: number, program, kind, value: value.to_owned() });
        };
        for lang in [Lang::Zh, Lang::En] {
            add(None, FilterKind::Level, policy.level.label(lang));
        }
        if let Some(category) = catalogue.handbook.categories.get(policy.category) {
            add(None, FilterKind::Category, &category.title);
        }
        for (place, program) in policy.programs.iter().enumerate() {
            for applicant in &program.applicants {
                for lang in [Lang::Zh, Lang::En] {
                    add(Some(place), FilterKind::Applicant, applicant.label(lang));
                }
            }
        }
    }
    facets
}

/// Answers `status:` and `open:` for a policy or a program from its standing: `status:符合` takes the
/// verdict's words or its JSON word, `open:` takes programs that accept applications now.
pub fn admits(
    catalogue: &Catalogue,
    assessment: &Assessment,
    filter: &Filter,
    number: usize,
    program: Option<usize>,
) -> bool {
    let place = catalogue.policies().iter().position(|policy| usize::from(policy.no) == number);
    let Some((place, policy)) = place.and_then(|place| Some((place, catalogue.policy(place)?))) else {
        return false;
    };
    let programs = match program {
        Some(one) => one..one + 1,
        None => 0..policy.programs.len(),
    };
    let mut standings = programs.filter_map(|program| assessment.get(ProgramId { policy: place, program }));
    standings.any(|assessed| match filter.kind {
        FilterKind::Status => {
            let verdict = assessed.decision.eligibility;
            filter.value == verdict.label(Lang::Zh) || filter.value.eq_ignore_ascii_case(verdict.word())
        }
        FilterKind::Open => {
            matches!(assessed.availability.state, AvailabilityState::Open | AvailabilityState::Rolling)
        }
        FilterKind::Level | FilterKind::Category | FilterKind::Applicant | FilterKind::Agency => true,
    })
}
