//! The official text: an invented handbook with every trap of the real one, the data beside it, the
//! command, and the real handbook where it is at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use encoding_rs::GBK;
use policydesk::assets;
use policydesk::domain::catalogue::{Catalogue, Source, Sources};
use policydesk::handbook::{Book, Finding, Kind, Verification, verify};
use serde_json::Value;

mod common;

use common::World;

const FOLDER: &str = "tests/data/handbook";

fn small_text() -> String {
    std::fs::read_to_string(Path::new(FOLDER).join("handbook.txt")).expect("the small handbook")
}

/// The data beside the small handbook, with words of one of its files replaced.
fn data(file: &str, from: &str, to: &str) -> Catalogue {
    let read = |path: &Path| {
        let mut text = std::fs::read_to_string(path).expect("a data file");
        if path.ends_with(file) && !file.is_empty() {
            assert!(text.contains(from), "{file} has no {from}");
            text = text.replacen(from, to, 1);
        }
        Source { path: path.display().to_string(), text: text.into() }
    };
    let folder = Path::new(FOLDER);
    let files = std::fs::read_dir(folder.join("policies")).expect("a folder");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let sources = Sources {
        handbook: read(&folder.join("handbook.json")),
        fields: read(&folder.join("fields.json")),
        policies: paths.iter().map(|path| read(path)).collect(),
    };
    Catalogue::load(&sources).unwrap_or_else(|problems| panic!("{}: {}", problems[0].path, problems[0].message.en))
}

fn shown(book: &Book) -> String {
    book.items.iter().map(|item| format!("{}:{}", item.no, item.line)).collect::<Vec<_>>().join(" ")
}

fn told(result: &Verification) -> Vec<String> {
    result.failures.iter().map(|failure| format!("{} {}", failure.place, failure.message().en)).collect()
}

#[test]
fn the_small_handbook_is_read_past_every_trap() {
    let book = Book::parse(small_text().as_bytes());
    assert_eq!(book.findings, []);
    assert_eq!(book.front[1].text, "这是测试用的虚构手册，里面的城市、部门、政策和网址都不存在，由本项目自己编写。");
    let contents: Vec<String> = book
        .contents
        .iter()
        .map(|entry| format!("{} {} {} {}", entry.no, entry.title, entry.page.unwrap(), entry.chapter))
        .collect();
    assert_eq!(
        contents,
        [
            "1 青岚市灯塔局关于印发《灯塔企业培育办法（2030—2032年）》的通知 1 产业发展",
            "2 青岚市灯塔局 青岚市财政局关于支持示例设备更新的通知 4 产业发展",
            "3 关于夜间贷款贴息的公告 6 其他",
            "4 “小灯讲政策”集锦 9 其他",
            "5 青岚市“星光”园区租金补贴申报指南 11 其他",
        ]
    );
    assert_eq!(shown(&book), "1:27 2:73 3:98 4:115 5:121", "the mention of item 3 in item 1 is no item");
    let sections: Vec<String> = book
        .items
        .iter()
        .flat_map(|item| {
            item.sections().map(|section| {
                let heading = section.heading.map_or("", |heading| heading.text.as_str());
                let level = section.heading.map_or(0, |heading| match heading.kind {
                    Kind::Heading(level) => level,
                    Kind::Title | Kind::Text => panic!("{heading:?}"),
                });
                format!("{} {level} {heading} {}", item.no, section.body.len())
            })
        })
        .collect();
    assert_eq!(
        sections,
        [
            "1 0  2",
            "1 1 【事项名称】 1",
            "1 1 【政策依据】 1",
            "1 2 第二章 认定条件 5",
            "1 3 第四条 奖励 1",
            "1 1 【主管部门】 1",
            "1 1 【有效期限】 1",
            "1 1 【联系方式】 1",
            "2 0  1",
            "2 2 一、支持标准 2",
            "2 2 二、申报时间 1",
            "2 1 【办理流程 and 所需材料】 3",
            "3 0  8",
            "4 0  2",
            "5 1 【申报时间】 1",
            "5 1 【补贴标准】 1",
        ]
    );
}

#[test]
fn the_reading_text_is_whole_and_clean() {
    let book = Book::parse(small_text().as_bytes());
    // (item, anchor, the paragraph that it is found in)
    let table = [
        (
            1,
            "比重不低于15%",
            "（二）从业人员不少于 50 人，其中研发人员占职工总数的比重不低于 15%，且近三年研发投入年均增长 5 个百分点以上；",
        ),
        (1, "青岚市财政局", "青岚市灯塔局、青岚市财政局"),
        (1, "deng@example.com", "灯塔科 0770—1234567，邮箱：deng@example.com"),
        (
            2,
            "平台（网址：http",
            "登录示例平台（网址：http://www.example.com/deng#）填报，1. ****年与****公司合作的情况也要写明。",
        ),
        (2, "灯塔填报", "灯塔填报  产业发展  申请"),
        (3, "2030年第3号", "2030 年第 3 号"),
        (5, "**租金的百分之四十**", "入园满一年且使用面积在 600 平方米以上的，前 20 名按租金的百分之四十补贴。"),
    ];
    for (no, anchor, wanted) in table {
        let item = book.item(no).unwrap();
        let passage = item.passage(anchor).unwrap_or_else(|| panic!("{no}: {anchor}"));
        let paragraph = &item.paragraphs()[passage.from.paragraph];
        assert_eq!(paragraph.text, wanted, "{anchor}");
        assert_eq!(passage.count, 1, "{anchor}");
        let range = passage.range_in(passage.from.paragraph, &paragraph.text).unwrap();
        let marked: String = paragraph.text.chars().skip(range.start).take(range.len()).collect();
        assert_eq!(marked.replace([' ', '*'], ""), anchor.replace('*', ""), "{anchor}");
    }
    let first = book.item(1).unwrap();
    assert!(first.paragraphs().iter().all(|paragraph| !paragraph.text.contains("扫码")));
    assert_eq!(first.passage("年").map(|passage| passage.count), Some(8));
    assert_eq!(first.passage("没有印"), None);
}

#[test]
fn every_way_of_saving_the_file_gives_the_same_items() {
    let text = small_text();
    let whole = Book::parse(text.as_bytes());
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let gbk = GBK.encode(&text).0.into_owned();
    for (name, bytes) in [("BOM", marked), ("CRLF", text.replace('\n', "\r\n").into_bytes()), ("GBK", gbk)] {
        let book = Book::parse(&bytes);
        assert_eq!(book.items, whole.items, "{name}");
        let says: Vec<String> = book.findings.iter().map(|finding| finding.message().zh).collect();
        assert_eq!(says.len(), usize::from(name == "GBK"), "{name}: {says:?}");
        assert!(says.iter().all(|says| says.contains("不是 UTF-8") && says.contains("iconv")), "{says:?}");
    }
}

#[test]
fn a_file_that_is_not_the_whole_handbook_says_what_is_missing() {
    let text = small_text();
    let cut = &text.as_bytes()[..text.find("三、享受").unwrap() + 4];
    let book = Book::parse(cut);
    assert_eq!(shown(&book), "1:27 2:73 3:98");
    assert_eq!(book.findings, [Finding::CutInCharacter, Finding::EndsBefore { first: 4, last: 5 }]);
    assert!(book.item(3).unwrap().passage("贴息年利率1.75%").is_some(), "used as far as it goes");

    let within_contents = &text[..text.find("### 其 他").unwrap()];
    assert_eq!(Book::parse(within_contents.as_bytes()).findings, [Finding::EndsBefore { first: 1, last: 2 }]);

    for other in ["", "一篇别的文章。\n\n1. 第一点\n2. 第二点\n", "\u{0}\u{1}\u{2}"] {
        let book = Book::parse(other.as_bytes());
        assert!(book.items.is_empty() && !book.findings.is_empty(), "{other}");
    }
    let book = Book::parse("# 菜谱\n\n目录\n\n红烧肉\n清蒸鱼\n".as_bytes());
    assert_eq!(book.findings, [Finding::NoContents]);
    // Random bytes are no text at all and still give a book.
    let noise: Vec<u8> = (0..5_000_u32).map(|n| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).unwrap()).collect();
    assert!(Book::parse(&noise).items.is_empty());
}

#[test]
fn another_edition_says_which_policies_it_does_not_have() {
    let catalogue = data("", "", "");
    let text = small_text();
    assert_eq!(Book::parse(text.as_bytes()).unrecognised(&catalogue), []);
    // Another policy under the same number, in contents and text alike.
    let book = Book::parse(text.replace("示例设备", "示例软件").as_bytes());
    let unknown = book.unrecognised(&catalogue);
    assert!(matches!(unknown.as_slice(), [Finding::PolicyNotFound { no: 2, printed: Some(_), .. }]), "{unknown:?}");
    assert!(unknown[0].message().zh.contains("示例软件"));
    assert_eq!(book.item_of(&catalogue.policies()[1]), None, "the wrong text is worse than none");
    // The same policy under another number.
    let moved = text.replace("1. 青", "11. 青").replace("2. 青", "12. 青").replace("3. 关", "13. 关");
    let moved = moved.replace("4. “", "14. “").replace("| 5. 青", "| 15. 青");
    let book =
        Book::parse(moved.replace("11. 青", "1. 前面的另一项 ....1\n2. 青").replace("12. 青", "3. 青").as_bytes());
    assert_eq!(book.item_of(&catalogue.policies()[0]).map(|item| item.no), Some(2));
    // A title that was not set as the contents have it.
    let book = Book::parse(text.replace("关于夜间贷款贴息的 公告\n\n青", "夜里的钱\n\n青").as_bytes());
    let title = "关于夜间贷款贴息的公告".to_owned();
    assert_eq!(book.findings, [Finding::TitleNotFound { no: 3, title }]);
}

#[test]
fn what_the_text_bears_out_is_verified() {
    let catalogue = data("", "", "");
    let result = verify(&catalogue, &Book::parse(small_text().as_bytes()));
    assert_eq!(told(&result), [""; 0]);
    let counts = result.counts;
    assert_eq!((counts.policies, counts.anchors, counts.figures), (5, 27, 28));
    assert_eq!((counts.beside, counts.exempt, counts.facts), (1, 3, 15));
}

#[test]
fn what_the_text_does_not_bear_out_is_told_with_its_place() {
    let book = Book::parse(small_text().as_bytes());
    // (file, words, in their place, what is told)
    let table = [
        (
            "01-beacon.json",
            ">= 2\"",
            ">= 3\"",
            "1/beacon-firm:age 3 年 is not printed at `注册成立两年以上` but elsewhere",
        ),
        ("01-beacon.json", "staff >= 50", "staff >= 15", "1/beacon-firm:staff 15 人 is not printed"),
        ("01-beacon.json", "debt_ratio <= 70%", "debt_ratio <= 7%", "1/beacon-firm:debt 7% is not printed"),
        ("01-beacon.json", "5000万元..1亿元", "500万元..1亿元", "1/beacon-firm:revenue 500万元 is not printed"),
        ("01-beacon.json", "30万元)", "35万元)", "1/beacon-firm:benefits.award 35万元 is not printed"),
        (
            "01-beacon.json",
            "注册成立两年以上",
            "注册成立两年以下",
            "1/beacon-firm:age `注册成立两年以下` is not printed in the item (nearest, line 47",
        ),
        ("01-beacon.json", "注册成立两年以上", "青岚市", "1/beacon-firm:age `青岚市` is printed"),
        (
            "01-beacon.json",
            "连续保持两年、三年",
            "连续保持四年",
            "1/beacon-firm:relations.0 `连续保持四年` is not printed",
        ),
        ("01-beacon.json", "应当同时符合下列条件", "应当同时符合条件", "1:points.0"),
        ("01-beacon.json", "不适用前款", "适用上款", "1:errata.0"),
        ("01-beacon.json", "营业收入 1 亿元以上", "营业收入 2 亿元以上", "1:errata.0 营业收入 2 亿元以上 (printed)"),
        ("01-beacon.json", "2030]7号", "2030]8号", "1 青灯发[2030]8号 (document_numbers) is not printed"),
        ("01-beacon.json", "2032-12-31", "2032-11-30", "1 2032-11-30 (expires) is not printed"),
        ("01-beacon.json", "0770-1234567", "0770-1234576", "1 0770-1234576 (phone) is not printed"),
        ("01-beacon.json", "deng@example.com", "den@example.com", "1 den@example.com (email) is not printed"),
        ("01-beacon.json", "\"page\": 1,", "\"page\": 2,", "1 the page is 2, the contents print 1"),
        (
            "02-equipment-renewal.json",
            "example.com/deng#",
            "example.com/ding",
            "2 www.example.com/ding (links) is not printed",
        ),
        (
            "02-equipment-renewal.json",
            "50% * equipment",
            "40% * equipment",
            "2/equipment:benefits.subsidy 0.4 is not printed",
        ),
        ("02-equipment-renewal.json", "2030-05-19", "2030-05-20", "2/equipment:windows.0 2030-05-20 is not printed"),
        ("03-night-loan.json", "150% * lpr_rate", "130% * lpr_rate", "3/night:rate 130% is not printed"),
        ("03-night-loan.json", "loan_months <= 36", "loan_months <= 24", "3/night:term 24 月 is not printed"),
        ("03-night-loan.json", "70% * rent", "80% * rent", "3/night:benefits.rent 0.8 is not printed"),
        ("05-starlight.json", "entered_on + 1年", "entered_on + 2年", "5/starlight-rent:entered 2 年 is not printed"),
        ("05-starlight.json", "600㎡", "60㎡", "5/starlight-rent:area 60 ㎡ is not printed"),
        ("05-starlight.json", "园区租金补贴申报指南", "园区房租补贴申报指南", "5 the book has no item"),
    ];
    for (file, from, to, wanted) in table {
        let told = told(&verify(&data(file, from, to), &book));
        assert!(told.len() == 1 && told[0].starts_with(wanted), "{from} -> {to}: {told:?}");
    }
}

#[test]
fn the_command_prints_what_it_checked() {
    let world = World::new();
    let file = format!("{FOLDER}/handbook.txt");
    let text = world.run(&["verify", "--data", FOLDER, "--handbook", &file]).ok();
    assert_eq!(text.lines().count(), 3, "{text}");
    assert!(
        text.contains("目录 5 项，认出 5 项") && text.contains("27 处引文") && text.ends_with("全部相符\n"),
        "{text}"
    );
    // The text may also lie in the data folder.
    assert_eq!(world.run(&["verify", "--data", FOLDER]).ok(), text);
    let json = world.run(&["verify", "--data", FOLDER, "--json"]).json();
    assert_eq!((&json["handbook"]["items"], &json["checked"]["figures"]), (&Value::from(5), &Value::from(28)));
    assert_eq!(json["failures"], Value::Array(Vec::new()));

    let changed = world.file("changed.txt", &small_text().replace("50 人", "60 人"));
    let ran = world.run(&["verify", "--data", FOLDER, "--handbook", &changed]);
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!(ran.out.contains("01-beacon.json 1/beacon-firm:staff  本项原文里没有“从业人员不少于50人”"), "{}", ran.out);
    assert!(ran.out.ends_with("1 处不符\n"), "{}", ran.out);
    let ran = world.run(&["verify", "--data", FOLDER, "--handbook", &changed, "--json", "--lang", "en"]);
    let json: Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(json["failures"][0]["kind"], "anchor_missing");
    assert_eq!(json["failures"][0]["place"], "1/beacon-firm:staff");

    let other = world.file("other.txt", "一篇别的文章。\n");
    let ran = world.run(&["verify", "--data", FOLDER, "--handbook", &other]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("没有找到这本手册的目录"), "{}", ran.out);
    world.run(&["verify"]).fails(2, &["--handbook"]);
    world.run(&["verify", "--handbook", "nowhere.txt"]).fails(2, &["nowhere.txt"]);
}

/// The lines on which the items of the 2024 edition begin.
const STARTS: [usize; 66] = [
    120, 212, 282, 388, 486, 548, 596, 644, 832, 906, 942, 1020, 1070, 1140, 1154, 1217, 1253, 1389, 1455, 1532, 1540,
    1576, 1594, 1638, 1680, 1724, 1769, 1803, 1844, 1943, 2005, 2062, 2176, 2258, 2332, 2382, 2450, 2508, 2604, 2646,
    2766, 2872, 2940, 3056, 3150, 3284, 3346, 3428, 3481, 3535, 3588, 3696, 3744, 3886, 3946, 4052, 4090, 4146, 4185,
    4229, 4321, 4374, 4420, 4478, 4520, 4574,
];

#[test]
fn the_built_in_data_hold_against_the_real_handbook() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/handbook/handbook.txt");
    if !path.exists() {
        // Not by a macro, whose output a passing test would keep to itself.
        let path = path.display();
        writeln!(
            std::io::stderr(),
            "\nNOT CHECKED: the official text is not at {path}, so the data were not verified\n"
        )
        .unwrap();
        return;
    }
    let book = Book::open(&path).expect("readable");
    assert_eq!(book.findings, []);
    assert_eq!(book.items.iter().map(|item| item.line).collect::<Vec<_>>(), STARTS);
    let catalogue = Catalogue::load(&assets::sources(None).expect("built in")).expect("sound");
    assert_eq!(book.unrecognised(&catalogue), []);
    let result = verify(&catalogue, &book);
    assert!(result.failures.is_empty(), "{:#?}", told(&result));
    assert!(result.counts.anchors > 2_500 && result.counts.figures > 300, "{:?}", result.counts);
}
