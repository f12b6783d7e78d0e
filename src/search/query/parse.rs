//! Reads a query from left to right, one blank-separated word after the other.

use std::iter::Peekable;
use std::str::Chars;

use super::super::normalise::{fold, is_han};
use super::{Filter, FilterKind, MAX_CHARS, MAX_KEYS, MAX_TOKENS, Problem, Query, Token};

/// One word as written, before it is known what it is.
#[derive(Debug, Default)]
struct Word {
    negated: bool,
    /// What stands before the first colon, if there is one.
    name: Option<String>,
    text: String,
    quoted: bool,
}

pub(super) fn parse(typed: &str) -> Query {
    let mut query = Query::default();
    let mut too_long = typed.chars().nth(MAX_CHARS).is_some();
    let end = typed.char_indices().nth(MAX_CHARS).map_or(typed.len(), |(at, _)| at);
    let mut rest = typed.get(..end).unwrap_or(typed).chars().peekable();
    let mut words: Vec<Word> = Vec::new();
    while let Some(word) = next_word(&mut rest) {
        match words.last_mut().filter(|last| goes_on(last, &word)) {
            Some(last) => last.text.push_str(&word.text),
            None => words.push(word),
        }
    }
    for word in words {
        too_long |= word.text.chars().count() > MAX_KEYS;
        add(&mut query, word);
    }
    too_long |= cap(&mut query.tokens);
    too_long |= cap(&mut query.excluded);
    too_long |= cap(&mut query.filters);
    too_long |= cap(&mut query.numbers);
    too_long |= cap(&mut query.excluded_numbers);
    cap(&mut query.problems);
    if too_long {
        query.problems.push(Problem::TooLong);
    }
    query
}

/// Shortens a list to the limit; whether anything was lost.
fn cap<T>(list: &mut Vec<T>) -> bool {
    let lost = list.len() > MAX_TOKENS;
    list.truncate(MAX_TOKENS);
    lost
}

/// The next word; nothing at the end of the query.
fn next_word(rest: &mut Peekable<Chars<'_>>) -> Option<Word> {
    while rest.next_if(|c| is_blank(*c)).is_some() {}
    rest.peek()?;
    let mut word = Word { negated: rest.next_if(|c| matches!(c, '-' | '－')).is_some(), ..Word::default() };
    if let Some(quoted) = quoted(rest) {
        word.quoted = true;
        word.text = quoted;
        return Some(word);
    }
    while let Some(c) = rest.next_if(|c| !is_blank(*c)) {
        if fold(c) == ':' && word.name.is_none() {
            word.name = Some(std::mem::take(&mut word.text));
            if let Some(quoted) = quoted(rest) {
                word.quoted = true;
                word.text = quoted;
                break;
            }
        } else {
            word.text.push(c);
        }
    }
    Some(word)
}

/// Whether a word goes on after a blank because both are parts of one document number, as in
/// `桂政办发 [2024] 10 号` and `2023 年第 43 号`.
fn goes_on(word: &Word, next: &Word) -> bool {
    let is_plain = |word: &Word| !word.quoted && word.name.is_none() && !word.text.starts_with('#');
    if !is_plain(word) || !is_plain(next) || next.negated {
        return false;
    }
    let text: Vec<char> = word.text.chars().map(fold).collect();
    let after: Vec<char> = next.text.chars().map(fold).collect();
    let is_digit = |c: &char| c.is_ascii_digit();
    let year =
        |text: &[char]| matches!(text, ['(', year @ ..] if year.iter().take(4).filter(|c| is_digit(c)).count() == 4);
    match (text.last(), after.first()) {
        // A year in brackets belongs to the characters before it, and what follows is its number.
        (Some(last), Some('(')) => is_han(*last) && year(&after),
        (Some(')'), Some(first)) => {
            let open = text.iter().rposition(|c| *c == '(').unwrap_or_default();
            year(text.get(open..).unwrap_or_default()) && (is_digit(first) || *first == '第')
        }
        (Some(last), Some('号' | '年')) => is_digit(last) && after.get(1) != Some(&'限'),
        (Some('年'), Some('第')) => text.iter().any(is_digit),
        (Some('年' | '第'), Some(first)) => is_digit(first) && text.iter().any(is_digit),
        _ => false,
    }
}

/// What stands between quotes here, if a quote opens here; to the end, if none closes.
///
/// Quotes count only where a word starts: within one they belong to the text, as in the
/// title 国家级专精特新“小巨人”企业申报指南.
fn quoted(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    rest.next_if(|c| matches!(c, '"' | '＂' | '“'))?;
    let inside = rest.by_ref().take_while(|c| !matches!(c, '"' | '＂' | '”'));
    Some(inside.collect())
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// Decides what a word is and adds it to the query.
fn add(query: &mut Query, word: Word) {
    let Word { negated, name, text, quoted } = word;
    let Some(name) = name else {
        return add_plain(query, negated, quoted, &text);
    };
    let folded: String = name.chars().map(fold).collect();
    if let Some(kind) = FilterKind::of(&folded) {
        if !text.trim().is_empty() || kind.stands_alone() {
            query.filters.push(Filter { kind, value: text.trim().to_owned(), negated });
        }
    } else if !folded.is_empty() && folded.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        query.problems.push(Problem::UnknownFilter { name });
    } else {
        // A colon after anything else is punctuation, as in a pasted heading.
        add_plain(query, negated, false, &format!("{name}:{text}"));
    }
}

fn add_plain(query: &mut Query, negated: bool, quoted: bool, text: &str) {
    if let Some(number) = handbook_number(text).filter(|_| !quoted) {
        if negated {
            query.excluded_numbers.push(number);
        } else {
            query.numbers.push(number);
        }
        return;
    }
    let Some(token) = Token::new(text, quoted) else {
        return;
    };
    let list = if negated { &mut query.excluded } else { &mut query.tokens };
    if !list.iter().any(|other| (other.exact, &other.folded) == (token.exact, &token.folded)) {
        list.push(token);
    }
}

/// The number in `#45`.
fn handbook_number(text: &str) -> Option<usize> {
    let folded: String = text.chars().map(fold).collect();
    folded.strip_prefix('#')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query in one line: tokens, `!` exact, `-` excluded, `#` numbers, filters, `?` problems.
    fn shown(typed: &str) -> String {
        let query = parse(typed);
        let token = |sign: &'static str| {
            move |token: &Token| {
                let exact = if token.exact { "!" } else { "" };
                format!("{sign}{exact}{}", token.folded.iter().collect::<String>())
            }
        };
        let mut parts: Vec<String> = query.tokens.iter().map(token("")).collect();
        parts.extend(query.excluded.iter().map(token("-")));
        parts.extend(query.numbers.iter().map(|number| format!("#{number}")));
        parts.extend(query.excluded_numbers.iter().map(|number| format!("-#{number}")));
        parts.extend(query.filters.iter().map(|filter| {
            let sign = if filter.negated { "-" } else { "" };
            format!("{sign}{:?}={}", filter.kind, filter.value)
        }));
        parts.extend(query.problems.iter().map(|problem| match problem {
            Problem::UnknownFilter { name } => format!("?{name}"),
            Problem::TooLong => "?long".to_owned(),
        }));
        parts.join(" ")
    }

    #[test]
    fn queries_by_text() {
        for (typed, expected) in [
            ("", ""),
            ("  螺蛳粉　补贴 ", "螺蛳粉 补贴"),
            ("ＺＪＴＸ", "zjtx"),
            ("\"加计 扣除\" x", "x !加计 扣除"),
            ("“千企技改”工程", "工程 !千企技改"),
            ("专精特新“小巨人”企业", "专精特新\"小巨人\"企业"),
            ("\"没有结尾", "!没有结尾"),
            ("\"", ""),
            ("-个人 －\"城市\"", "-个人 -!城市"),
            ("- ", ""),
            ("#45 ＃４６ -#47 #x", "#x #45 #46 -#47"),
            ("level:市 cat：税收 FOR:个人", "Level=市 Category=税收 Applicant=个人"),
            ("by:\"工信 厅\" -status:符合", "Agency=工信 厅 -Status=符合"),
            ("open: level:", "Open="),
            ("级别：市", "Level=市"),
            ("foo:bar 甲", "甲 ?foo"),
            ("第一条：目的", "第一条:目的"),
            (":", ""),
            ("，。！", ""),
            ("a\u{1b}[31mb\u{0}", "a (31mb"),
            ("🎉", "🎉"),
            ("桂政办发 [2024] 10 号", "桂政办发(2024)10号"),
            ("桂政办发 ［２０２４］ 第 10号", "桂政办发(2024)第10号"),
            ("2023 年 第 43 号 公告", "2023年第43号 公告"),
            ("工信部联节 26", "工信部联节 26"),
            ("补贴 2024 年", "补贴 2024年"),
            ("10 12 (附件)", "10 12 (附件)"),
            ("-甲 [2024] 5", "-甲(2024)5"),
        ] {
            let mut expected: Vec<_> = expected.split(' ').collect();
            let found = shown(typed);
            let mut found: Vec<_> = found.split(' ').collect();
            // The order within one kind is tested by position, the kinds are not.
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{typed:?}");
        }
    }

    #[test]
    fn long_queries_are_cut_and_say_so() {
        let words: Vec<String> = (0..300).map(|n| n.to_string()).collect();
        let many = parse(&words.join(" "));
        assert_eq!(many.tokens.len(), MAX_TOKENS);
        assert_eq!(many.problems, [Problem::TooLong]);
        let long = parse(&"字".repeat(10_000));
        assert_eq!(long.tokens.first().map(|token| token.keys.len()), Some(MAX_KEYS));
        assert_eq!(long.problems, [Problem::TooLong]);
    }

    #[test]
    fn problems_say_what_there_is() {
        let problems = parse("foo:1").problems;
        let message = problems.first().map(|problem| problem.message().zh);
        assert_eq!(message.as_deref(), Some("没有筛选项 `foo:`；可用：level、cat、for、by、status、open"));
    }
}
