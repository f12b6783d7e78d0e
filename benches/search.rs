//! What a keystroke in the search bar costs at 66 policies, at 10,000 and at 100,000 records, beside a plain
//! substring scan as the floor and other matchers as peers: one run, one corpus, one machine.
//!
//! `cargo bench --bench search`. Why these peers: fuzzy-matcher is ours for scattered characters and shows what
//! narrowing saves; nucleo-matcher and frizbee are what terminal tools search with. A keystroke is a prefix of a query of the mixed set below; each is searched
//! several times and counts with its median, since other work on the machine is not what is measured; the
//! table shows the median and the 99th percentile over all keystrokes. The peers match characters only: they
//! read no pinyin, hear no sounds and group nothing by policy, which makes their work easier. With the argument
//! `ours` they are left out.

#![allow(clippy::expect_used, reason = "a bench with broken data has nothing to measure")]
#![allow(clippy::print_stdout, reason = "a bench reports to its reader")]
#![allow(clippy::indexing_slicing, reason = "a bench may stop")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use policydesk::assets;
use policydesk::domain::catalogue::Catalogue;
use policydesk::search::{Entry, Index, Limits, Part, Phrases, Query, corpus};

/// Queries of every kind; each prefix of each is a keystroke.
const QUERIES: [(&str, &[&str]); 8] = [
    ("characters", &["专精特新", "创业担保贷款", "残疾人 贷款", "研发费用加计扣除", "螺蛳粉", "企业", "柳州 人才"]),
    ("pinyin", &["luosifen", "zhuanjingtexin", "yinhang", "jiajikouchu", "chuangye daikuan", "shuzihuazhuanxing"]),
    ("initials", &["zjtx", "cydbdk", "xjr", "qy", "jsgz", "szhzx", "rc lz"]),
    ("mixed", &["专精tx", "创业dbdk", "zhuanjtx", "100wy", "数字化zx"]),
    ("sounds", &["螺狮粉", "luoshifen", "zuanjintexin", "代款贴息", "cuangye"]),
    ("slips", &["专精持新", "创业旦保贷款", "lousifen", "zhuanjinhtexin", "研发废用加计"]),
    ("numbers", &["桂政办发[2024]10号", "2023年第43号", "工信部联节 26", "45", "2830598"]),
    ("nothing", &["没有这个词", "zzzqqq", "螺蛳粉博士后工作站", "weishenmene", "量子计算机", "xyzxyz 贷款"]),
];

/// A generated corpus is this many records, or all that the data have.
const SIZES: [Option<usize>; 3] = [None, Some(10_000), Some(100_000)];

/// How often each keystroke is repeated.
const REPEATS: usize = 5;

fn main() {
    let catalogue = Catalogue::load(&assets::sources(None).expect("built in")).expect("checked by the tests");
    let own = corpus::entries(&catalogue);
    let keys = keystrokes();
    println!(
        "{} keystrokes of {} queries, each the median of {REPEATS}",
        keys.len(),
        QUERIES.iter().map(|(_, all)| all.len()).sum::<usize>()
    );
    for size in SIZES {
        let entries = size.map_or_else(|| own.clone(), |size| generated(&own, size));
        one_size(entries, size.is_some(), &keys);
    }
}

fn one_size(entries: Vec<Entry>, is_generated: bool, keys: &[(&'static str, String)]) {
    let texts: Vec<String> = entries.iter().map(|entry| entry.text.clone()).collect();
    let chars: usize = texts.iter().map(|text| text.chars().count()).sum();
    let phrases = || Phrases::parse(assets::pinyin_phrases()).expect("checked by the tests");
    let builds = if texts.len() > 50_000 { 1 } else { 9 };
    let mut times = Vec::new();
    let mut index = None;
    for _ in 0..builds {
        drop(index.take());
        let (entries, phrases) = (entries.clone(), phrases());
        let start = Instant::now();
        index = Some(Index::new(entries, phrases));
        times.push(start.elapsed());
    }
    let index = index.expect("built");
    println!(
        "\n== {} records{}, {chars} characters: index built in {}, {:.1} MB with the texts ({:.1} MB)",
        texts.len(),
        if is_generated { " (generated from the data's lines)" } else { " (66 policies)" },
        shown(percentile(&mut times, 50)),
        megabytes(index.heap_bytes()),
        megabytes(texts.iter().map(String::len).sum()),
    );
    let rounds = if texts.len() > 50_000 { 1 } else { REPEATS };
    let mut floor = measured(keys, REPEATS, |typed| texts.iter().filter(|text| text.contains(typed)).count());
    let limit = percentile(&mut times_of(&floor), 99);
    row("substring scan (floor)", &mut floor, limit);
    let limits = Limits::default();
    let mut ours = measured(keys, REPEATS, |typed| index.search(&Query::parse(typed), &limits).len());
    row("policydesk", &mut ours, limit);
    for (kind, _) in QUERIES {
        let mut part: Vec<_> = ours.iter().filter(|(own, _, _)| *own == kind).cloned().collect();
        row(&format!("  {kind}"), &mut part, limit);
    }
    let mut slowest = ours.clone();
    slowest.sort_by_key(|(_, _, time)| std::cmp::Reverse(*time));
    let named: Vec<String> =
        slowest.iter().take(5).map(|(_, typed, time)| format!("{typed} {}", shown(*time))).collect();
    println!("  slowest: {}", named.join(", "));
    let mut rescued = measured(keys, rounds, |typed| index.rescue(&Query::parse(typed), &limits).outcome.total);
    row("policydesk, nearest to no hit", &mut rescued, limit);

    if !is_generated {
        bad_input(&index);
    }
    if std::env::args().any(|arg| arg == "ours") {
        return;
    }
    let mut nucleo = nucleo_matcher::Matcher::new(nucleo_matcher::Config::DEFAULT);
    let mut peer = measured(keys, rounds, |typed| {
        let pattern = Pattern::parse(typed, CaseMatching::Ignore, Normalization::Never);
        pattern.match_list(texts.iter(), &mut nucleo).len()
    });
    row("nucleo-matcher", &mut peer, limit);
    let mut peer = measured(keys, rounds, |typed| {
        frizbee::Matcher::new(typed, &frizbee::Config::default()).match_list(&texts).len()
    });
    row("frizbee", &mut peer, limit);
    let skim = SkimMatcherV2::default();
    let mut peer =
        measured(keys, rounds, |typed| texts.iter().filter_map(|text| skim.fuzzy_match(text, typed)).count());
    row("fuzzy-matcher", &mut peer, limit);
}

/// What nobody means to type: pastes and many words, with what is nearest to them; each as a time of its own.
fn bad_input(index: &Index) {
    let pastes = [
        ("10,000 characters", "专".repeat(10_000)),
        ("10,000 letters", "zhuang".repeat(2000)),
        ("3,000 words", "补贴 qy zhuan 2024 ".repeat(750)),
        ("16 words", "企业 补贴 qy zhuan 2024 人才 rc jishu 贷款 dk 螺蛳粉 luosifen 园区 yq 税收 shuishou".to_owned()),
        (
            "16 unknown words",
            (0..16)
                .map(|word| {
                    format!(
                        "{}{} ",
                        "zqxw".repeat(2),
                        "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳".chars().nth(word).unwrap_or('甲')
                    )
                })
                .collect(),
        ),
        ("control characters", "\u{0}\u{1b}[2J".repeat(2000)),
    ];
    let keys: Vec<(&'static str, String)> = pastes.into_iter().collect();
    let searched = measured(&keys, REPEATS, |typed| index.search(&Query::parse(typed), &Limits::default()).len());
    let rescued =
        measured(&keys, REPEATS, |typed| index.rescue(&Query::parse(typed), &Limits::default()).outcome.total);
    for ((name, _, search), (_, _, rescue)) in searched.iter().zip(&rescued) {
        println!("  bad input, {name:<21} search {:>10}  nearest {:>10}", shown(*search), shown(*rescue));
    }
}

/// Every prefix of every query, with the kind of the query.
fn keystrokes() -> Vec<(&'static str, String)> {
    let prefixes = |query: &str| {
        let ends = query.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| query[..end].to_owned()).collect::<Vec<_>>()
    };
    let all = QUERIES.iter().flat_map(|(kind, queries)| {
        queries.iter().flat_map(move |query| prefixes(query).into_iter().map(move |typed| (*kind, typed)))
    });
    all.filter(|(_, typed)| !typed.ends_with(' ')).collect()
}

type Timed = (&'static str, String, Duration);

fn measured(keys: &[(&'static str, String)], repeats: usize, mut search: impl FnMut(&str) -> usize) -> Vec<Timed> {
    let mut timed = Vec::new();
    for (kind, typed) in keys {
        let mut times = Vec::new();
        for _ in 0..repeats {
            let start = Instant::now();
            black_box(search(black_box(typed)));
            times.push(start.elapsed());
        }
        timed.push((*kind, typed.clone(), percentile(&mut times, 50)));
    }
    timed
}

fn times_of(timed: &[Timed]) -> Vec<Duration> {
    timed.iter().map(|(_, _, time)| *time).collect()
}

/// One line of the table; ratios are against the floor's 99th percentile.
fn row(name: &str, timed: &mut [Timed], floor: Duration) {
    let mut times = times_of(timed);
    let (median, late) = (percentile(&mut times, 50), percentile(&mut times, 99));
    let ratio = late.as_secs_f64() / floor.as_secs_f64();
    println!("  {name:<32} p50 {:>10}  p99 {:>10}  {ratio:>7.2} x floor", shown(median), shown(late));
}

fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(at).copied().unwrap_or_default()
}

fn shown(time: Duration) -> String {
    let micros = time.as_secs_f64() * 1e6;
    if micros < 1000.0 { format!("{micros:.1} µs") } else { format!("{:.2} ms", micros / 1000.0) }
}

fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes / 1000).unwrap_or(u32::MAX)) / 1000.0
}

/// As many records as wanted from the lines of the data: whole handbooks one after the other, each line
/// joined from the first half of one and the second half of another line of the same kind.
fn generated(own: &[Entry], size: usize) -> Vec<Entry> {
    let policies = own.iter().map(|entry| entry.policy).max().unwrap_or_default();
    let of_part = |part: Part| own.iter().filter(move |entry| entry.part == part).map(|entry| entry.text.as_str());
    let mut state = 88_172_645_463_325_252_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % u64::try_from(below.max(1)).expect("small")).expect("small")
    };
    let mut parts: Vec<(Part, Vec<&str>)> = Vec::new();
    for entry in own {
        if !parts.iter().any(|(part, _)| *part == entry.part) {
            parts.push((entry.part, of_part(entry.part).collect()));
        }
    }
    let mut made = Vec::with_capacity(size);
    for number in 0..size {
        let base = &own[number % own.len()];
        let lines = &parts.iter().find(|(part, _)| *part == base.part).expect("listed").1;
        let (one, two) = (lines[random(lines.len())], lines[random(lines.len())]);
        let head = one.chars().take(one.chars().count().div_ceil(2));
        let tail = two.chars().skip(two.chars().count() / 2);
        let text = head.chain(tail).collect();
        made.push(Entry { policy: base.policy + policies * (number / own.len()), text, ..base.clone() });
    }
    made
}
