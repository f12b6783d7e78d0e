//! What to offer when a query finds nothing: what to leave out of it, and what is nearest then.
//!
//! A word that stands nowhere is left out first; then the one word, filter or number without which most is
//! found that fits best; then all that narrows; then all words but the rarest. A document number that there
//! is not leads to those that are most like it, and to nothing else. Only sure ways of matching are tried,
//! so that it costs no more than some keystrokes.

use super::gather;
use super::index::{Hit, Index, Limits, Outcome};
use super::matcher::{Effort, Way};
use super::pieces;
use super::query::{Query, Token};

/// How many document numbers are offered.
const MOST_NUMBERS: usize = 3;

/// What is nearest to a query.
#[derive(Debug, Clone, Default)]
pub struct Rescue {
    /// What was left out, as typed; empty if nothing of it helps, or for a number.
    pub dropped: Vec<String>,
    /// Whether the query holds a document number that there is not, and the hits are the most like it.
    pub is_number: bool,
    /// What is found then; nothing, if nothing is near.
    pub outcome: Outcome,
}

/// See [`Index::rescue`].
pub(super) fn rescue(index: &Index, query: &Query, limits: &Limits<'_>) -> Rescue {
    if let Some(number) = query.tokens.iter().find(|token| is_document_number(token)) {
        let mut wanted = Parts::of(&number.keys);
        // "财税2023 43号" is one number with a space in it.
        let apart = || query.tokens.iter().find_map(|token| leading_figures(&token.keys));
        wanted.number = wanted.number.or_else(apart);
        return Rescue { dropped: Vec::new(), is_number: true, outcome: nearest_numbers(index, &wanted) };
    }
    let found = |shorter: &(Query, Vec<String>)| {
        let outcome = gather::within(index, &shorter.0, limits, Effort::Sounds);
        (outcome.total > 0).then(|| Rescue { dropped: shorter.1.clone(), is_number: false, outcome })
    };
    let worth = |rescue: &Rescue| rescue.outcome.hits.first().map(|hit| (hit.score, rescue.outcome.total));
    let alone = |token: &Token| Query { tokens: vec![token.clone()], ..Query::default() };
    let (known, unknown): (Vec<Token>, Vec<Token>) = query.tokens.iter().cloned().partition(|token| {
        let unlimited = Limits { hits: 1, ..Limits::default() };
        gather::within(index, &alone(token), &unlimited, Effort::Sounds).total > 0
    });
    if !unknown.is_empty() && !known.is_empty() {
        let dropped = unknown.iter().map(|token| token.typed.clone()).collect();
        let shorter = (Query { tokens: known, ..query.clone() }, dropped);
        return found(&shorter).unwrap_or_else(|| rescue(index, &shorter.0, limits).also_without(shorter.1));
    }
    if known.is_empty() && !query.tokens.is_empty() {
        return by_words(index, query, limits);
    }
    let mut best: Option<Rescue> = None;
    for shorter in without_one(query) {
        let next = found(&shorter);
        if next.as_ref().and_then(worth) > best.as_ref().and_then(worth) {
            best = next;
        }
    }
    best.or_else(|| last_resorts(query).iter().find_map(found)).unwrap_or_default()
}

impl Rescue {
    fn also_without(mut self, dropped: Vec<String>) -> Self {
        self.dropped.splice(0..0, dropped);
        self
    }
}

/// The query without each of its words, filters and numbers, if something is left.
fn without_one(query: &Query) -> Vec<(Query, Vec<String>)> {
    let mut shorter = Vec::new();
    for at in (0..query.tokens.len()).rev().filter(|_| query.tokens.len() > 1) {
        let mut rest = query.clone();
        let token = rest.tokens.remove(at);
        shorter.push((rest, vec![token.typed]));
    }
    for at in 0..query.filters.len() {
        let mut rest = query.clone();
        let filter = rest.filters.remove(at);
        shorter.push((rest, vec![filter.typed()]));
    }
    for at in 0..query.excluded.len() {
        let mut rest = query.clone();
        let token = rest.excluded.remove(at);
        shorter.push((rest, vec![format!("-{}", token.typed)]));
    }
    if !query.numbers.is_empty() && !query.tokens.is_empty() {
        let dropped = query.numbers.iter().map(|number| format!("#{number}")).collect();
        shorter.push((Query { numbers: Vec::new(), ..query.clone() }, dropped));
    }
    shorter.retain(|(rest, _)| !rest.is_empty());
    shorter
}

/// The query without all that narrows, then each of its words alone, longer ones first.
fn last_resorts(query: &Query) -> Vec<(Query, Vec<String>)> {
    let filters = query.filters.iter().map(super::Filter::typed);
    let excluded = query.excluded.iter().map(|token| format!("-{}", token.typed));
    let numbers = query.numbers.iter().map(|number| format!("#{number}"));
    let narrowing: Vec<String> = filters.chain(excluded).chain(numbers).collect();
    let mut all = vec![(Query { tokens: query.tokens.clone(), ..Query::default() }, narrowing.clone())];
    let mut tokens: Vec<&Token> = query.tokens.iter().collect();
    tokens.sort_by_key(|token| std::cmp::Reverse(token.keys.len()));
    for token in tokens {
        let others = query.tokens.iter().filter(|other| *other != token).map(|other| other.typed.clone());
        let dropped = others.chain(narrowing.clone()).collect();
        all.push((Query { tokens: vec![token.clone()], ..Query::default() }, dropped));
    }
    all.retain(|(rest, _)| !rest.is_empty());
    all
}

/// What is found by those words of a query without blanks that stand somewhere.
fn by_words(index: &Index, query: &Query, limits: &Limits<'_>) -> Rescue {
    let mut rescue = Rescue::default();
    let mut words = Vec::new();
    for token in &query.tokens {
        let found = pieces::known_words(index, token);
        rescue.dropped.extend(found.left_out);
        words.extend(found.words);
    }
    if words.is_empty() {
        return Rescue::default();
    }
    words.sort_by_key(|word: &Token| std::cmp::Reverse(word.keys.len()));
    while !words.is_empty() {
        let shorter = Query { tokens: words.clone(), ..query.clone() };
        rescue.outcome = gather::within(index, &shorter, limits, Effort::Strict);
        if rescue.outcome.total > 0 {
            return rescue;
        }
        rescue.dropped.extend(words.pop().map(|word| word.typed));
    }
    Rescue::default()
}

/// Figures and characters, as in 桂政办发2024 10号 or 2023年第43号.
fn is_document_number(token: &Token) -> bool {
    let figures = token.keys.iter().filter(|key| key.is_ascii_digit()).count();
    let closes = token.keys.last() == Some(&'号');
    let opens = token.keys.first().is_some_and(|key| !key.is_ascii());
    !token.exact && token.letters() == 0 && figures > 0 && token.han() > 0 && (closes || (opens && figures > 3))
}

/// The document numbers that share most with one that there is not: its characters, its year, and then the
/// nearest number.
fn nearest_numbers(index: &Index, wanted: &Parts) -> Outcome {
    let mut near: Vec<(Likeness, usize)> = Vec::new();
    for slot in index.numbers.iter().filter_map(|at| index.slots.get(*at as usize)) {
        let keys: Vec<char> = index.view().script.keys(slot.keys()).collect();
        let own = Parts::of(&keys);
        let shared = if wanted.name.is_empty() { 1 } else { common(&wanted.name, &own.name) };
        let same_year = wanted.year.is_some() && wanted.year == own.year;
        let far = wanted.number.unwrap_or_default().abs_diff(own.number.unwrap_or_default());
        if shared * 2 > wanted.name.len() && (same_year || !wanted.name.is_empty()) {
            near.push(((shared, same_year, std::cmp::Reverse(far)), slot.entry as usize));
        }
    }
    near.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
    near.truncate(MOST_NUMBERS);
    let hit = |(_, entry): (_, usize)| {
        let own = index.entry(entry)?;
        let (policy, program, part) = (own.policy, own.program, own.part);
        Some(Hit { policy, program, entry, part, score: 0, way: Way::Number })
    };
    let hits: Vec<Hit> = near.into_iter().filter_map(hit).collect();
    Outcome { total: hits.len(), hits, tokens: Vec::new(), dropped: Vec::new() }
}

/// How many characters two numbers share, whether it is the same year, and how far the numbers are apart.
type Likeness = (usize, bool, std::cmp::Reverse<u64>);

/// What a document number is made of.
struct Parts {
    /// Its characters, without 年 and 号.
    name: Vec<char>,
    year: Option<u64>,
    number: Option<u64>,
}

impl Parts {
    fn of(keys: &[char]) -> Self {
        let is_name = |key: &&char| !key.is_ascii_digit() && !matches!(key, '年' | '号');
        let mut figures = keys.chunk_by(|one, two| one.is_ascii_digit() == two.is_ascii_digit());
        let mut next = || {
            figures.find_map(|chunk| {
                chunk.iter().collect::<String>().parse::<u64>().ok().map(|number| (number, chunk.len()))
            })
        };
        // Brackets are no keys, so year and number may be one row of figures.
        let (year, number) = match next() {
            Some((row, length)) if length > 4 => {
                let tail = 10u64.checked_pow(u32::try_from(length - 4).unwrap_or(u32::MAX)).unwrap_or(u64::MAX);
                (Some(row / tail), Some(row % tail))
            }
            Some((year, 4)) => (Some(year), next().map(|(number, _)| number)),
            other => (None, other.map(|(number, _)| number)),
        };
        Self { name: keys.iter().filter(is_name).copied().collect(), year, number }
    }
}

/// The number that a word begins with.
fn leading_figures(keys: &[char]) -> Option<u64> {
    keys.iter().take_while(|key| key.is_ascii_digit()).collect::<String>().parse().ok()
}

/// How many characters of `wanted` stand in `own` in this order.
fn common(wanted: &[char], own: &[char]) -> usize {
    let mut rest = own.iter();
    wanted.iter().filter(|key| rest.clone().any(|c| c == *key) && rest.any(|c| c == *key)).count()
}
