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
            let (from, to) = [("zh", "z"), ("sh", "s"), ("n", "l"), ("ang", "an"), ("in", "ing"), ("s", "sh")][dice.roll(6)];
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
    assert!(found * 10 > queries * 8, "{found} of {queries} queries find anything: they test little");
}

/// A third of the catalogue at a time, as trying every place takes its time and tests run side by side.
fn third(which: usize) -> Vec<Entry> {
    corpus::entries(&CATALOGUE).into_iter().filter(|entry| entry.policy % 3 == which).collect()
}

#[test]
fn postings_lose_nothing_of_the_first_third() {
    holds_against_every_place(third(0), 500);
}

#[test]
fn postings_lose_nothing_of_the_second_third() {
    holds_against_every_place(third(1), 500);
}

#[test]
fn postings_lose_nothing_of_the_last_third() {
    holds_against_every_place(third(2), 500);
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
            Entry { policy: number / 9, program: (number % 3 > 0).then_some(number % 3), text, ..base.clone() }
        };
        holds_against_every_place((0..size).map(entry).collect(), 1000);
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
        let limits = Limits { hits: usize::MAX, ..Limits::default() };
        let places: BTreeSet<_> = INDEX.search(&Query::parse(&run), &limits).iter().map(|hit| hit.policy).collect();
        assert!(places.contains(&entry.policy) || entry.text.contains(|c: char| c.is_ascii_digit()), "{run} of {}", entry.text);
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
fn zz_look() {
    for typed in ["补贴", "贷款", "企业", "人才", "技改", "过桥", "房租", "免税", "招人补贴", "大学生创业", "专精tx", "luosifen", "螺狮粉", "工信部联节 26", "桂政办发[2024]10号", "2023年第43号", "2023年第99号", "桂政办发[2024]99号", "残疾人 贷款", "柳州 人才 -飞地", "for:个人 贴息", "專精特新", "登記失業", "2830598", "0772-2830598", "0598", "贴息", "电商", "直播", "设备更新", "以旧换新", "小微企业 贷款 免税", "zjtx", "qy", "j", "rc", "工信厅", "人社厅", "数字化转型", "孵化", "用电", "学徒", "见习", "失业保险", "研发费用", "首台套", "绿色工厂", "质量奖", "智能工厂", "跨境电商", "专利", "外贸", "招商", "土地增值税", "印花税", "车船税", "退役军人", "退伍军人", "wgkg", "扩岗补助", "稳岗返还", "国发〔2024〕7号"] {
        let outcome = INDEX.look(&Query::parse(typed), &Limits::default());
        let found: Vec<String> = outcome.hits.iter().take(9).map(|hit| format!("{}[{}|{}]", shown(hit), INDEX.entry(hit.entry).unwrap().text.chars().take(14).collect::<String>(), hit.score)).collect();
        println!("{typed} ({}) {:?}: {}", outcome.total, outcome.dropped, found.join("  "));
        if outcome.total == 0 {
            let rescue = INDEX.rescue(&Query::parse(typed), &Limits::default());
            println!("   -> {:?} {} {:?}", rescue.dropped, rescue.outcome.total, rescue.outcome.hits.iter().map(shown).take(5).collect::<Vec<_>>());
        }
    }
}
