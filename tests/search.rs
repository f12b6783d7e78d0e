//! The search on the real catalogue: its order as a table, and its postings against trying every place.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may stop")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use pinyin::ToPinyin;
use policydesk::assets;
use policydesk::domain::catalogue::Catalogue;
use policydesk::search::{Entry, Hit, Index, Limits, Phrases, Query, corpus};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::load(&assets::sources(None).unwrap()).unwrap());

static INDEX: LazyLock<Index> =
    LazyLock::new(|| corpus::index(&CATALOGUE, assets::pinyin_phrases(), std::iter::empty()));

/// A hit as `policy` or `policy/program`.
fn shown(hit: &Hit) -> String {
    let policy = CATALOGUE.policies().iter().find(|policy| usize::from(policy.no) == hit.policy).unwrap();
    match hit.program {
        Some(program) => format!("{}/{}", hit.policy, policy.programs[program].id),
        None => hit.policy.to_string(),
    }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }
}

/// A run of characters of some text, as somebody might type it.
fn typed(texts: &[Vec<char>], dice: &mut Dice) -> String {
    let text = loop {
        let text = &texts[dice.roll(texts.len())];
        if !text.is_empty() {
            break text;
        }
    };
    let start = dice.roll(text.len());
    let length = 1 + dice.roll(8).min(text.len() - start - 1);
    let run = &text[start..start + length];
    let spelled = |c: &char| c.to_pinyin().map_or_else(|| c.to_string(), |read| read.plain().to_owned());
    let initial = |c: &char| spelled(c).chars().next().map(String::from).unwrap_or_default();
    let full: Vec<String> = run.iter().map(spelled).collect();
    match dice.roll(8) {
        0 | 1 => run.iter().collect(),
        2 => full.concat(),
        3 => run.iter().map(initial).collect(),
        4 => {
            let each = |c: &char| match dice.roll(3) {
                0 => c.to_string(),
                1 => spelled(c),
                _ => initial(c),
            };
            run.iter().map(each).collect()
        }
        5 => {
            // As the south of China says it.
            let (from, to) =
                [("zh", "z"), ("sh", "s"), ("n", "l"), ("ang", "an"), ("in", "ing"), ("s", "sh")][dice.roll(6)];
            full.concat().replacen(from, to, 1)
        }
        6 => {
            let mut slipped: Vec<char> = run.to_vec();
            let at = dice.roll(slipped.len());
            match dice.roll(3) {
                0 => slipped[at] = '的',
                1 => slipped.insert(at, '的'),
                _ => drop(slipped.remove(at)),
            }
            slipped.into_iter().collect()
        }
        _ => {
            let mut letters: Vec<char> = full.concat().chars().collect();
            let (one, two) = (dice.roll(letters.len()), dice.roll(letters.len()));
            letters.swap(one, two);
            letters.into_iter().collect()
        }
    }
}

fn holds_against_every_place(entries: Vec<Entry>, queries: usize) {
    let phrases = || Phrases::parse(assets::pinyin_phrases()).unwrap();
    let texts: Vec<Vec<char>> = entries.iter().map(|entry| entry.text.chars().collect()).collect();
    let index = Index::new(entries.clone(), phrases());
    let every = Index::new(entries, phrases()).trying_every_place();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut found = 0;
    for _ in 0..queries {
        let typed = typed(&texts, &mut dice);
        let query = Query::parse(&typed);
        // Fewer policies than there can be: what sounds alike is looked for beside any hits.
        let limits = Limits { hits: usize::MAX, few: usize::MAX, decides: None };
        let (hits, all) = (index.search(&query, &limits), every.search(&query, &limits));
        assert_eq!(hits, all, "{typed:?}");
        found += usize::from(!hits.is_empty());
    }
    assert!(found * 4 > queries * 3, "{found} of {queries} queries find anything: they test little");
}

/// A third of the catalogue at a time, as trying every place takes its time and tests run side by side.
fn third(which: usize) -> Vec<Entry> {
    corpus::entries(&CATALOGUE).into_iter().filter(|entry| entry.policy % 3 == which).collect()
}

#[test]
fn postings_lose_nothing_of_the_first_third() {
    holds_against_every_place(third(0), 300);
}

#[test]
fn postings_lose_nothing_of_the_second_third() {
    holds_against_every_place(third(1), 300);
}

#[test]
fn postings_lose_nothing_of_the_last_third() {
    holds_against_every_place(third(2), 300);
}

#[test]
fn postings_lose_nothing_of_made_up_catalogues() {
    let own = corpus::entries(&CATALOGUE);
    let mut dice = Dice(88_172_645_463_325_252);
    for size in [30, 100, 300] {
        let entry = |number: usize| {
            let mut half = || own[dice.roll(own.len())].text.chars().collect::<Vec<char>>();
            let (one, two) = (half(), half());
            let text = one[..one.len() / 2].iter().chain(&two[two.len() / 2..]).collect();
            let base = &own[dice.roll(own.len())];
            Entry { policy: number / 9, program: (number % 3).checked_sub(1), text, ..base.clone() }
        };
        holds_against_every_place((0..size).map(entry).collect(), 700);
    }
}

#[test]
fn every_run_of_characters_is_found_where_it_stands() {
    let entries = corpus::entries(&CATALOGUE);
    let mut dice = Dice(42);
    for _ in 0..1500 {
        let entry = &entries[dice.roll(entries.len())];
        let chars: Vec<char> = entry.text.chars().filter(|c| c.is_alphabetic()).collect();
        let Some(start) = chars.len().checked_sub(1).map(|last| dice.roll(last)) else {
            continue;
        };
        let run: String = chars[start..chars.len().min(start + 1 + dice.roll(6))].iter().collect();
        if run.len() < 4 && run.is_ascii() {
            // Short English counts at the start of a word only.
            continue;
        }
        let limits = Limits { hits: usize::MAX, ..Limits::default() };
        let places: BTreeSet<_> = INDEX.search(&Query::parse(&run), &limits).iter().map(|hit| hit.policy).collect();
        assert!(
            places.contains(&entry.policy) || entry.text.contains(|c: char| c.is_ascii_digit()),
            "{run} of {}",
            entry.text
        );
    }
}

/// Each query with how its answer starts.
fn starts(cases: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (typed, start) in cases {
        let found: Vec<String> = INDEX.search(&Query::parse(typed), &Limits::default()).iter().map(shown).collect();
        let wanted: Vec<&str> = start.split_whitespace().collect();
        let policies: Vec<&String> = found.iter().filter(|hit| !hit.contains('/')).collect();
        let as_wanted = if start.contains('/') {
            found.iter().take(wanted.len()).eq(wanted.iter())
        } else {
            policies.iter().take(wanted.len()).eq(wanted.iter())
        };
        if !as_wanted {
            wrong.push(format!("{typed}: wanted {start}, found {:?}", &found[..found.len().min(8)]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_counsellors_type_ranks_as_they_mean_it() {
    starts(&[
        // A name beats a keyword, a short title an official one.
        ("贷款", "44 14 19"),
        ("人才", "42 39 41"),
        ("补贴", "13 40 43"),
        ("技改", "54 14"),
        ("电商", "36 37 13"),
        ("孵化", "43"),
        ("质量奖", "31 49"),
        ("设备更新", "1 14 54"),
        ("专利", "60"),
        ("外贸", "64 37"),
        ("数字化转型", "63"),
        ("跨境电商", "37"),
        // Of many that share a keyword, the one whose other names say it too.
        ("专精特新", "45"),
        ("zjtx", "45"),
        ("专精tx", "45"),
        ("贴息", "44"),
        // Everyday words, by keyword.
        ("过桥", "46"),
        ("房租", "13"),
        ("免税", "26"),
        ("大学生创业", "40 44"),
        ("退役军人", "44"),
        ("首台套", "3 65"),
        // Pinyin, initials, sounds, slips, traditional characters.
        ("luosifen", "13"),
        ("螺狮粉", "13"),
        ("wgkg", "19"),
        ("專精特新", "45"),
        ("設備更新", "1"),
        ("退伍军人", "44"),
        ("yijiuhuanxin", "1"),
        // Two letters do not hit the middle of an English name.
        ("rc", "42"),
        // Numbers.
        ("45", "45"),
        ("工信部联节 26", "8"),
        ("桂政办发[2024]10号", "9"),
        ("桂政办发〔２０２４〕 10 号", "9"),
        ("桂政办发 [2024] 10号", "9"),
        ("2023年第43号", "24"),
        ("2023 年 第 43 号", "24"),
        ("国发〔2024〕7号", "1"),
        ("2830598", "46"),
        ("0772-2830598", "46"),
        ("0598", "46"),
        // Several words, and what narrows them.
        ("残疾人 贷款", "44"),
        ("小微企业 贷款 免税", "26"),
        ("柳州 人才 -飞地", "41"),
        ("for:个人 贴息", "44"),
        // A program that says it itself, before one whose policy does.
        ("直播", "36 36/live-commerce"),
        ("学徒", "40 40/apprenticeship"),
        // Agencies as they are called.
        ("人社厅", "19 40 44 58"),
    ]);
}

#[test]
fn a_number_that_is_wrong_finds_nothing_but_says_the_nearest() {
    for (typed, nearest) in [
        ("2023年第99号", "21 23 24"),
        ("桂政办发[2024]99号", "9 64 33"),
        ("工信部联节〔2024〕27号", "8"),
        ("柳政发〔1999〕1号", ""),
        // The same with a space in it.
        ("财税2023 43", "24 23 22"),
        ("财税2023 43号", "24 23 22"),
    ] {
        let query = Query::parse(typed);
        assert_eq!(INDEX.search(&query, &Limits::default()), [], "{typed}");
        let rescue = INDEX.rescue(&query, &Limits::default());
        let found: Vec<String> = rescue.outcome.hits.iter().map(shown).collect();
        let wanted: Vec<&str> = nearest.split_whitespace().collect();
        assert!(rescue.is_number && found.iter().take(wanted.len()).eq(wanted.iter()), "{typed}: {found:?}");
    }
}

#[test]
fn what_finds_nothing_says_what_to_leave_out() {
    for (typed, dropped, first) in [
        ("残疾人 火星", "火星", "44"),
        ("螺蛳粉 博士后", "博士后", "13"),
        ("cat:税收 螺蛳粉", "cat:税收", "13"),
        ("螺蛳粉 -电商", "-电商", "13"),
        ("#45 螺蛳粉", "#45", "13"),
        ("level:市 cat:税收 螺蛳粉 xyzxyz", "xyzxyz cat:税收", "13"),
        ("vvvvvv uuuiii", "", ""),
        ("vvvvvv", "", ""),
    ] {
        let query = Query::parse(typed);
        assert_eq!(INDEX.search(&query, &Limits::default()), [], "{typed}");
        let rescue = INDEX.rescue(&query, &Limits::default());
        let best = rescue.outcome.hits.first().map(shown).unwrap_or_default();
        assert_eq!((rescue.dropped.join(" ").as_str(), best.as_str()), (dropped, first), "{typed}");
        assert!(!rescue.is_number && rescue.outcome.total >= rescue.outcome.hits.len());
    }
}

#[test]
fn half_typed_filters_can_be_completed() {
    for (word, whole) in [
        ("lev", "level:"),
        ("-ca", "-cat:"),
        ("级", "level:"),
        ("cat:税", "cat:税收政策"),
        ("cat:shui", "cat:税收政策"),
        ("level:", "level:国家 level:national level:自治区 level:region level:柳州市 level:city"),
        ("status:初", "status:初步符合"),
        ("for:ge", "for:个人 for:个体工商户"),
        ("op", "open:"),
        ("by:qqq", ""),
        ("nope:x", ""),
        ("贷款", ""),
        ("", ""),
    ] {
        let found = INDEX.complete(word);
        let wanted: BTreeSet<&str> = whole.split_whitespace().collect();
        assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), wanted, "{word}");
    }
}

#[test]
fn reasons_add_up_to_the_score() {
    for typed in ["贷款", "专精tx", "小微企业 贷款 免税", "螺狮粉", "创业担保货款补贴", "45"] {
        let (query, limits) = (Query::parse(typed), Limits::default());
        let outcome = INDEX.look(&query, &limits);
        let reasons = INDEX.explain(&query, &limits, &outcome);
        assert_eq!(reasons.len(), outcome.hits.len());
        for (hit, reasons) in outcome.hits.iter().zip(&reasons) {
            let sum: i64 = reasons.iter().map(|reason| reason.score).sum();
            assert_eq!(reasons.len(), outcome.tokens.len(), "{typed}");
            assert_eq!(sum / i64::try_from(reasons.len()).unwrap(), hit.score, "{typed}");
            assert!(reasons.iter().any(|reason| reason.entry == hit.entry && !reason.borrowed));
            for reason in reasons {
                assert_eq!(reason.shares.iter().map(|(_, share)| share).sum::<i64>(), reason.score);
            }
        }
    }
}
