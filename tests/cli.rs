//! The commands as a stranger meets them: the real binary, its output, its errors, its exit codes.
//!
//! Outputs are frozen for the mini handbook of `tests/data/mini` only, which nobody else edits; of the
//! real data the key facts are held.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "tests may stop at the first surprise")]

mod common;

use std::io::Read;
use std::process::Stdio;

use common::{Ran, World, is_untouched};
use insta::assert_snapshot;
use serde_json::{Value, json};

/// A company of the mini handbook whose debt is too high and which is a bit too young.
const CLIENT: [&str; 18] = [
    "--set",
    "applicant_kind=company",
    "--set",
    "established_on=2021-06-01",
    "--set",
    "liabilities=73万元",
    "--set",
    "assets=100万",
    "--set",
    "staff=80",
    "--set",
    "new_hires=21",
    "--set",
    "areas=steel,software",
    "--set",
    "equipment=200..300万",
    "--set",
    "dishonest=no",
];

/// The values of one key in an array of objects.
fn column<'a>(rows: &'a Value, key: &str) -> Vec<&'a Value> {
    rows.as_array().expect("an array").iter().map(|row| &row[key]).collect()
}

#[test]
fn help_is_in_chinese_and_reaches_every_command() {
    let world = World::new();
    assert_snapshot!("help", world.run_plain(&["--help"]).ok());
    for command in ["list", "search", "show", "fields", "check", "match", "validate"] {
        let help = world.run_plain(&[command, "--help"]).ok();
        assert_eq!(world.run_plain(&["help", command]).ok(), help);
        for part in ["用法：policydesk", "--json", "--profile", "--as-of", "显示用法"] {
            assert!(help.contains(part), "{command}: {part}");
        }
        assert!(!help.contains("Usage") && !help.contains("Print help"), "{command} speaks English");
    }
    assert_snapshot!("help_check", world.run_plain(&["check", "-h"]).ok());
    assert!(world.run_plain(&["--version"]).ok().starts_with("policydesk "));
}

#[test]
fn without_a_terminal_and_a_command_the_help_goes_to_standard_error() {
    let ran = World::new().run_plain(&[]);
    ran.fails(2, &["用法：policydesk", "check"]);
}

#[test]
fn list_as_text_and_json() {
    let world = World::new();
    assert_snapshot!("list", world.mini(&["list"]).ok());
    assert_snapshot!("list_json", world.mini(&["list", "--json"]).ok());
    assert_snapshot!("list_english", world.mini(&["list", "--lang", "en"]).ok());
}

#[test]
fn the_built_in_list_has_all_66_policies() {
    let world = World::new();
    let list = world.run(&["list", "--json"]).json();
    let numbers: Vec<u64> = column(&list, "no").into_iter().filter_map(Value::as_u64).collect();
    assert_eq!(numbers, (1..=66).collect::<Vec<u64>>());
    let giant = &list[44];
    assert_eq!(giant["slug"], "little-giant-guide");
    assert_eq!(giant["category"], "政策指南");
    assert_eq!(giant["level"], "national");
    assert_eq!(giant["programs"][0]["id"], "little-giant");
    let text = world.run(&["list"]).ok();
    assert!(text.contains("45/little-giant") && text.contains("税收政策（9 项政策"), "{text}");
}

#[test]
fn show_as_text_and_the_data_as_they_are() {
    let world = World::new();
    assert_snapshot!("show_policy", world.mini(&["show", "1"]).ok());
    assert_snapshot!("show_program", world.mini(&["show", "1/equipment"]).ok());
    assert_snapshot!("show_reference", world.mini(&["show", "opinions"]).ok());
    let file = std::fs::read_to_string("tests/data/mini/policies/01-equipment.json").expect("there");
    assert_eq!(world.mini(&["show", "equipment-guide", "--json"]).ok(), file);
    let whole: Value = serde_json::from_str(&file).expect("JSON");
    let program = world.mini(&["show", "1/equipment", "--json"]).ok();
    assert!(program.starts_with("{\n  \"id\": \"equipment\",\n"), "moved to the left edge: {program}");
    assert_eq!(serde_json::from_str::<Value>(&program).expect("JSON"), whole["programs"][0]);
}

#[test]
fn every_policy_and_program_can_be_shown_and_checked() {
    let world = World::new();
    let list = world.run(&["list", "--json"]).json();
    // One program a policy is enough here; the whole catalogue goes through `match` anyway.
    for policy in list.as_array().expect("an array").iter().step_by(7) {
        let number = policy["no"].to_string();
        assert_eq!(world.run(&["show", &number, "--json"]).json()["slug"], policy["slug"]);
        assert!(world.run(&["show", &number]).ok().contains(policy["title"].as_str().expect("text")));
        if let Some(program) = policy["programs"].as_array().and_then(|programs| programs.first()) {
            let reference = format!("{number}/{}", program["id"].as_str().expect("text"));
            assert_eq!(world.run(&["check", &reference, "--json"]).json()["ref"], json!(reference));
        }
    }
}

#[test]
fn fields_of_all_and_of_one_program() {
    let world = World::new();
    assert_snapshot!("fields", world.mini(&["fields", "1"]).ok());
    assert_snapshot!("fields_json", world.mini(&["fields", "2/award", "--json"]).ok());
    let all = world.mini(&["fields", "--json"]).json();
    assert_eq!(all.as_array().map(Vec::len), Some(11));
    let ratio = &all[6];
    assert_eq!(ratio["key"], "debt_ratio");
    assert_eq!(ratio["unit"], "%");
    assert_eq!(ratio["min"], json!(0));
    assert_eq!(ratio["max"], Value::Null);
    assert_eq!(ratio["derived_from"], json!(["liabilities", "assets"]));
    world.mini(&["fields", "4"]).fails(1, &["还没有录入"]);
}

#[test]
fn check_of_a_blank_profile_is_undecided() {
    let world = World::new();
    assert_snapshot!("check_blank", world.mini(&["check", "1"]).ok());
    let giant = world.run(&["check", "45/little-giant", "--json"]).json();
    assert_eq!(giant["eligibility"], "undecided");
    let statuses = column(&giant["criteria"], "status");
    assert!(statuses.len() >= 20, "{}", statuses.len());
    assert!(statuses.iter().all(|status| *status == "unknown"));
    assert_eq!(giant["coverage"]["total"].as_u64(), Some(statuses.len() as u64));
    assert_eq!(
        giant["availability"],
        json!({"state": "open", "from": "2024-04-25", "to": "2024-05-19", "days_left": 9})
    );
    assert_eq!(giant["causes"], json!([]));
    assert!(giant["missing"].as_array().is_some_and(|missing| missing.iter().any(|key| key == "debt_ratio")));
    let keys: Vec<&String> = giant["criteria"][0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["anchor", "at", "fields", "gap", "have", "id", "kind", "label", "need", "soft", "status"]);
}

#[test]
fn what_if_lists_thresholds_and_what_would_change_in_text_and_json() {
    let world = World::new();
    let client = ["check", "little-giant", "--profile", "sample:machinery", "--what-if", "debt_ratio"];
    let text = world.run(&client).ok();
    assert!(text.contains("界线 70%（45/little-giant）"), "{text}");
    assert!(text.contains("不符合→待补充 45/little-giant"), "{text}");
    let found = &world.run(&[&client[..], &["--json"]].concat()).json()["what_if"];
    assert_eq!(found["field"], "debt_ratio");
    assert_eq!(found["thresholds"][0]["at"].to_string(), "70");
    let bands = found["bands"].as_array().expect("bands");
    let shape = |band: &Value| (band["max"].to_string(), band["max_included"].to_string(), band["now"].to_string());
    assert_eq!(shape(&bands[0]), ("70".to_owned(), "true".to_owned(), "false".to_owned()));
    assert_eq!(bands[0]["programs"][0]["eligibility"], "undecided");
    assert_eq!(bands[1]["programs"][0]["eligibility"], "ineligible");
    world.run(&["check", "45", "--what-if", "debt_ration"]).fails(2, &["debt_ratio"]);
    world.run(&["check", "45", "--what-if", "legal_person"]).fails(2, &["不是数字字段"]);
}

#[test]
fn check_names_what_matters_what_is_moot_and_what_to_ask() {
    let world = World::new();
    let blank = world.run(&["check", "45", "--json"]).json();
    assert_eq!(blank["eligibility"], "undecided");
    assert_eq!(blank["exact"], true);
    assert_eq!(blank["moot"].as_array().map(Vec::len), Some(0), "everything can matter: {}", blank["moot"]);
    let count = |key: &str| blank[key].as_array().map(Vec::len).expect("a list");
    assert!(count("next") > 20 && count("next") == count("missing"), "{}", blank["next"]);
    let decided = world.run(&["check", "45", "--json", "--set", "debt_ratio=71%"]).json();
    assert_eq!(decided["causes"].to_string(), r#"[["debt-ratio"]]"#);
    assert_eq!(
        (decided["missing"].as_array().map(Vec::len), decided["next"].as_array().map(Vec::len)),
        (Some(0), Some(0))
    );
    assert!(decided["moot"].as_array().is_some_and(|moot| moot.len() > 20), "{}", decided["moot"]);
}

#[test]
fn check_of_a_client_says_what_fails_and_by_how_much() {
    let world = World::new();
    let client = |more: &[&str]| world.mini(&[&["check", "equipment"], &CLIENT[..], more].concat());
    assert_snapshot!("check_client", client(&[]).ok());
    assert_snapshot!("check_client_english", client(&["--lang", "en"]).ok());
    assert_snapshot!("check_client_json", client(&["--json"]).ok());
    let mended = ["--set", "liabilities=70万元", "--set", "established_on=2021-05-10"];
    let likely = client(&[&mended[..], &["--json", "--exit-status"]].concat()).json();
    assert_eq!(likely["eligibility"], "likely", "at the limit, on the anniversary, one tick open");
    let ticked = ["--set", "1/equipment:standard=yes", "--exit-status"];
    let eligible = client(&[&mended[..], &ticked, &["--json"]].concat()).json();
    assert_eq!(eligible["eligibility"], "eligible");
}

#[test]
fn amounts_are_exact_and_open_ones_are_null() {
    let world = World::new();
    let client = world.mini(&[&["check", "1", "--json"], &CLIENT[..]].concat()).json();
    let amounts = &client["amounts"];
    assert_eq!(column(amounts, "unit"), [&json!("元"), &json!("元"), &json!("%"), &Value::Null]);
    assert_eq!(column(amounts, "min"), [&json!(0), &json!(31500), &json!(1.5), &Value::Null]);
    assert_eq!(column(amounts, "max"), [&json!(300_000), &json!(31500), &json!(1.5), &Value::Null]);
    let blank = world.mini(&["check", "1", "--json"]).json();
    assert_eq!(blank["amounts"][1]["unit"], "元/人");
    assert_eq!(blank["amounts"][1]["note"], "是否适用这一档待补充");
}

#[test]
fn exit_status_speaks_for_the_verdict() {
    let world = World::new();
    let code = |args: &[&str]| world.mini(&[&["check", "--exit-status"], args].concat()).code;
    assert_eq!(code(&["1"]), 3);
    assert_eq!(code(&["2/loan", "--set", "applicant_kind=individual"]), 0);
    assert_eq!(code(&["2/loan", "--set", "applicant_kind=company"]), 4);
    assert_eq!(code(&["2/award", "--set", "2/award:good=no"]), 4);
    assert_eq!(code(&["2/award", "--set", "2/award:good=?"]), 3);
    assert_eq!(code(&["3"]), 3, "nothing to meet is not the same as meeting it");
    assert_eq!(world.mini(&["check", "1"]).code, 0, "without the option the verdict is only printed");
}

#[test]
fn a_policy_without_programs_is_for_reference() {
    let world = World::new();
    let checked = world.mini(&["check", "3", "--json"]).json();
    assert_eq!(checked["eligibility"], "reference");
    assert_eq!(checked["availability"]["state"], "unstated");
    assert_eq!(checked["coverage"], json!({"testable": 0, "total": 0}));
    assert_snapshot!("check_reference", world.mini(&["check", "opinions"]).ok());
    world.mini(&["check", "4"]).fails(2, &["还没有录入"]);
}

#[test]
fn match_groups_by_verdict_and_asks_the_best_questions() {
    let world = World::new();
    assert_snapshot!("match", world.mini(&["match", "--set", "applicant_kind=company"]).ok());
    let matched = world.mini(&["match", "--json", "--set", "applicant_kind=company"]).json();
    assert_eq!(matched["as_of"], "2024-05-10");
    assert_eq!(column(&matched["programs"], "ref"), ["1/equipment", "2/award", "2/loan"]);
    assert_eq!(column(&matched["programs"], "eligibility"), ["undecided", "undecided", "ineligible"]);
    let question = &matched["next"][0];
    assert_eq!(*question, json!({"field": "areas", "decides": 1, "label": "业务领域"}));
    let all = world.run(&["match", "--json"]).json();
    let listed = world.run(&["list", "--json"]).json();
    let programs: usize = column(&listed, "programs").iter().filter_map(|p| p.as_array()).map(Vec::len).sum();
    assert_eq!(all["programs"].as_array().map(Vec::len), Some(programs));
    assert_eq!(all["next"][0]["field"], "applicant_kind");
}

#[test]
fn search_finds_by_characters_and_pinyin() {
    let world = World::new();
    let first = |query: &[&str]| world.run(&[&["search", "--json"], query].concat()).json()[0].clone();
    assert_eq!(first(&["小巨人"])["no"], 45);
    assert_eq!(first(&["xiaojuren"])["no"], 45);
    assert_eq!(first(&["#44"])["no"], 44);
    let keys: Vec<String> = first(&["小巨人"]).as_object().expect("an object").keys().cloned().collect();
    assert_eq!(keys, ["field", "no", "program", "score", "snippet", "title"]);
    assert_snapshot!("search", world.mini(&["search", "贷款"]).ok());
    let ineligible = world.file("a.json", r#"{"format":1,"answers":{"applicant_kind":"company"}}"#);
    let narrowed = world.mini(&["search", "--json", "贷款", "status:不符合", "--profile", &ineligible]).json();
    assert_eq!(column(&narrowed, "program"), [&Value::Null, &json!("loan")], "a profile decides `status:`");
    assert_eq!(world.run(&["search", "补贴", "--json", "--limit", "3"]).json().as_array().map(Vec::len), Some(3));
    world.mini(&["search", "贷款", "--set"]).fails(2, &["--set"]);
    assert_eq!(world.mini(&["search", "没有这样的词zzz"]).ok(), "没有找到\n");
    assert_eq!(world.mini(&["search", "--json", "没有这样的词zzz"]).ok(), "[]\n");
    assert_eq!(
        world.mini(&["search", "贷款 没有这样的词zzz"]).ok(),
        "没有都匹配的；去掉“没有这样的词zzz”后有 2 条：\n  2       小额贷款\n  2/loan  小额贷款\n"
    );
    assert_snapshot!("search_explain", world.mini(&["search", "--explain", "xiaoe"]).ok());
    let explained = world.mini(&["search", "--explain", "--json", "贷款"]).json();
    let reason = &explained[0]["explain"]["tokens"][0];
    assert_eq!((&reason["token"], &reason["way"]), (&json!("贷款"), &json!("substring")));
    let rules = reason["rules"].as_object().expect("an object");
    assert_eq!(rules.values().filter_map(Value::as_i64).sum::<i64>(), reason["score"]);
    let without = world.mini(&["search", "-设备", "--json"]).json();
    assert_eq!(without[0]["no"], 2, "a minus is part of the query");
    world.mini(&["search", "  "]).fails(2, &["没有要找的词"]);
    let warned = world.mini(&["search", "nope:1", "贷款"]);
    assert_eq!(warned.code, 0);
    assert!(warned.err.contains("没有筛选项 `nope:`"), "{}", warned.err);
}

#[test]
fn validate_counts_what_is_sound_and_lists_what_is_not() {
    let world = World::new();
    assert_snapshot!("validate", world.mini(&["validate"]).ok());
    assert_eq!(world.run(&["validate", "tests/data/mini"]).ok(), world.mini(&["validate"]).ok());
    let sound = world.mini(&["validate", "--json"]).json();
    assert_eq!(sound["problems"], json!([]));
    assert_eq!(sound["doubts"][0]["place"], json!("founded_abroad"));
    assert_eq!(sound["doubts"].as_array().map(Vec::len), Some(1));
    let broken = world.run(&["validate", "tests/data/broken"]);
    assert_eq!((broken.code, broken.err.as_str()), (1, ""));
    assert_snapshot!("validate_broken", broken.out);
    let json = world.run(&["validate", "tests/data/broken", "--json"]);
    assert_eq!(json.code, 1);
    let found: Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(found["problems"].as_array().map(Vec::len), Some(7));
    assert_eq!(found["problems"][0]["line"], 4);
    assert_eq!(found["problems"][0]["path"], "category");
    let built_in = world.run(&["validate", "--json"]).json();
    assert_eq!(built_in["policies"], 66);
}

#[test]
fn broken_data_load_nothing_and_list_every_error() {
    let ran = World::new().run(&["list", "--data", "tests/data/broken"]);
    ran.fails(1, &["数据有 7 处错误", "debt_ration", "是不是 `debt_ratio`", "02-cut.json:4:1"]);
}

#[test]
fn a_folder_of_the_same_edition_is_laid_over_the_built_in_data() {
    let world = World::new();
    let own: Value = world.run(&["show", "3", "--json"]).json();
    let mended = own.to_string().replace(own["title"].as_str().expect("text"), "改过的标题");
    world.file("own/policies/03-mended.json", &mended);
    let folder = world.path("own").display().to_string();
    let list = world.run(&["list", "--json", "--data", &folder]).json();
    assert_eq!(list.as_array().map(Vec::len), Some(66));
    assert_eq!(list[2]["title"], "改过的标题");
    // The user's own data folder does the same without an option.
    world.file("data/policydesk/policies/03-mended.json", &mended);
    assert_eq!(world.run(&["list", "--json"]).json()[2]["title"], "改过的标题");
}

#[test]
fn what_was_typed_wrong_is_told_with_a_hint() {
    let world = World::new();
    let table: [(&[&str], &[&str]); 20] = [
        (&["lst"], &["没有命令 `lst`", "`list`"]),
        (&["list", "--jsn"], &["没有选项 `--jsn`", "`--json`"]),
        (&["check"], &["缺少 <REF>"]),
        (&["check", "45", "46"], &["多了 `46`"]),
        (&["list", "--lang", "fr"], &["--lang 不能是 `fr`", "zh、en"]),
        (&["list", "--as-of"], &["--as-of 后面要有值"]),
        (&["help", "nope"], &["没有命令 `nope`"]),
        (&["show", "99"], &["没有政策或事项 `99`", "1–66"]),
        (&["show", "litle-giant"], &["是不是 `little-giant`？"]),
        (&["check", "45/little"], &["没有事项 `little`"]),
        (&["check", "44"], &["有几个事项", "44/loan-individual"]),
        (&["check", "45", "--set", "debt_ration=73%"], &["没有字段 `debt_ration`", "是不是 `debt_ratio`？"]),
        (&["check", "45", "--set", "debt_ratio"], &["KEY=VALUE"]),
        (&["check", "45", "--set", "debt_ratio>=3%"], &["\"debt_ratio=>=3%\""]),
        (&["check", "45", "--set", "debt_ratio=73人"], &["`debt_ratio`", "单位 `人`"]),
        (&["check", "45", "--set", "revenue_last_year=5000"], &["金额要带单位"]),
        (&["check", "45", "--set", "applicant_kind=shop"], &["没有选项 `shop`", "company"]),
        (&["check", "45", "--set", "45/little-giant:brand=yes"], &["没有判断项"]),
        (&["list", "--profile", "nobody"], &["没有档案文件", "nobody.json"]),
        (&["list", "--profile", "sample:nobody"], &["没有示例 `nobody`"]),
    ];
    for (args, says) in table {
        world.run_plain(args).fails(2, says);
    }
    for date in ["2024", "2024-13-01", "yesterday"] {
        world.run_plain(&["list", "--as-of", date]).fails(2, &["--as-of", date]);
    }
    assert!(is_untouched(&world.path("data")), "nothing is written");
}

#[test]
fn errors_come_in_the_language_asked_for() {
    let world = World::new();
    let says = "error: --set: there is no field `debt_ration`: did you mean `debt_ratio`?\n";
    assert_eq!(world.run(&["check", "45", "--lang", "en", "--set", "debt_ration=1%"]).err, says);
    assert!(world.run(&["lst", "--lang=en"]).err.starts_with("error: there is no command `lst`"));
    let chinese = world.run(&["--lang", "zh", "help", "check"]).ok();
    assert!(chinese.contains("用法：policydesk check"), "{chinese}");
    let mut command = world.command(&["show", "99"]);
    let english = Ran::of(command.env("LC_ALL", "en_US.UTF-8").output().expect("it starts"));
    english.fails(2, &["error: there is no policy or program `99`"]);
}

#[test]
fn files_that_are_not_there_are_named() {
    let world = World::new();
    world.run(&["list", "--data", "/nowhere"]).fails(2, &["没有数据文件夹 /nowhere"]);
    world.run(&["validate", "/nowhere"]).fails(2, &["没有数据文件夹 /nowhere"]);
    world.run(&["list", "--data", "tests/data/mini/policies"]).fails(2, &["没有数据", "handbook.json"]);
    world.run(&["list", "--handbook", "/nowhere.txt"]).fails(2, &["没有手册文件 /nowhere.txt"]);
    let handbook = world.file("handbook.txt", "手册");
    world.mini(&["list", "--handbook", &handbook]).ok();
}

#[test]
fn a_profile_file_is_read_and_never_written() {
    let world = World::new();
    let good = r#"{"format":1,"name":"甲公司","answers":{"applicant_kind":"company","staff":{"value":">300","source":"口述","date":"2024-05-01"}},"judgements":{"2/award:good":true}}"#;
    let profile = world.file("data/policydesk/profiles/jia.json", good);
    for name in ["jia", &profile] {
        let checked = world.mini(&["check", "1", "--json", "--profile", name, "--set", "dishonest=no"]).json();
        let met: Vec<&Value> =
            checked["criteria"].as_array().expect("rows").iter().filter(|row| row["status"] == "met").collect();
        assert_eq!(met.iter().map(|row| &row["id"]).collect::<Vec<_>>(), ["applicant", "staff"]);
        assert_eq!(world.mini(&["check", "2/award", "--json", "--profile", name]).json()["eligibility"], "eligible");
    }
    assert!(world.mini(&["check", "1", "--profile", "jia"]).ok().contains("档案 甲公司"));
    assert_eq!(std::fs::read_to_string(&profile).expect("there"), good);
}

#[test]
fn a_profile_that_does_not_fit_stays_as_it_is() {
    let world = World::new();
    let table: [(&str, &[&str]); 5] = [
        ("{\"format\":1,\"answers\":{", &["不是档案的格式", "没有改动它"]),
        ("{\"format\":9}", &["格式是 9"]),
        ("{\"format\":1,\"answers\":{\"stuff\":1}}", &["没有字段 `stuff`", "是不是 `staff`？"]),
        ("{\"format\":1,\"answers\":{\"staff\":\"3万元\"}}", &["`staff`"]),
        ("not JSON \u{1b}[2J at all", &["不是档案的格式"]),
    ];
    for (place, (text, says)) in table.into_iter().enumerate() {
        let path = world.file(&format!("{place}.json"), text);
        let ran = world.mini(&["check", "1", "--set", "staff=3", "--profile", &path]);
        ran.fails(1, says);
        assert_eq!(std::fs::read(&path).expect("there"), text.as_bytes(), "byte for byte");
    }
}

#[test]
fn control_sequences_of_data_and_profiles_never_reach_the_terminal() {
    let world = World::new();
    let profile = world.file("evil.json", "{\"format\":1,\"name\":\"恶\\u001b[2J\\u009b31m意\"}");
    let text = world.mini(&["check", "1", "--profile", &profile]).ok();
    assert!(text.contains("档案 恶意"), "{text}");
    let own =
        world.run(&["show", "3", "--json"]).ok().replace("\"short_title\": \"", "\"short_title\": \"\u{9b}2J\u{202e}");
    world.file("own/policies/03-evil.json", &own);
    let folder = world.path("own").display().to_string();
    for args in [&["show", "3"][..], &["show", "3", "--json"], &["search", "#3"], &["list"]] {
        let out = world.run(&[args, &["--data", &folder]].concat()).ok();
        assert!(!out.contains(['\u{9b}', '\u{1b}', '\u{202e}']), "{args:?}");
    }
}

#[test]
fn a_pipe_that_is_closed_early_is_no_error() {
    let world = World::new();
    for args in [&["list"][..], &["match", "--json"], &["fields"], &["--help"]] {
        let mut command = world.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut first = [0];
        let mut out = child.stdout.take().expect("piped");
        out.read_exact(&mut first).expect("one byte");
        drop(out);
        let ran = Ran::of(child.wait_with_output().expect("it ends"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    }
}

/// A firm of the catalogue of `tests/data/money`.
fn money(args: &[&str]) -> Ran {
    let client = ["--set", "kind=firm", "--set", "founded=2021-05-20", "--set", "grade=b,c"];
    World::new().run(&[args, &client[..], &["--data", "tests/data/money"]].concat())
}

#[test]
fn match_totals_what_is_within_reach_and_what_is_chosen() {
    assert_snapshot!("match_totals", money(&["match", "--set", "investment=500万元"]).ok());
    let chosen = ["match", "--choose", "either-small,either-big,2/print,reprint", "--choose", "gone"];
    let text = money(&[&chosen[..], &["--lang", "en"]].concat()).ok();
    let about = text.find("\nTogether").map(|at| &text[at..]).expect("a total");
    assert_snapshot!("match_chosen_english", about);
    let json = money(&[&chosen[..], &["--json"]].concat()).json();
    assert_snapshot!("match_chosen_json", serde_json::to_string_pretty(&json["totals"]).expect("JSON"));
    let keys: Vec<&String> = json["programs"][0].as_object().expect("an object").keys().collect();
    let expected = [
        "amounts",
        "availability",
        "causes",
        "coverage",
        "eligibility",
        "missing",
        "moot",
        "ref",
        "relations",
        "title",
    ];
    assert_eq!(keys, expected);
    assert_eq!(json["compare"], Value::Null);
    money(&["match", "--choose", "either-smal"]).fails(2, &["either-smal", "是不是 `either-small`"]);
    World::new().run(&["match", "--choose", "44"]).fails(2, &["有几个事项", "44/loan-individual"]);
}

#[test]
fn match_compares_two_days() {
    assert_snapshot!("match_compare", money(&["match", "--compare", "2024-07-01"]).ok());
    let json = money(&["match", "--compare", "2024-07-01", "--json"]).json();
    assert_snapshot!("match_compare_json", serde_json::to_string_pretty(&json["compare"]).expect("JSON"));
    assert_eq!(json["as_of"], "2024-05-10");
    money(&["match", "--compare", "2024"]).fails(2, &["`2024` 没有写到日"]);
    money(&["match", "--compare", "soon"]).fails(2, &["--compare", "soon"]);
}

#[test]
fn check_says_what_is_not_given_on_the_day() {
    let early = money(&["check", "young"]).ok();
    assert!(early.contains("剩 51 天（至 2024-06-30）"), "{early}");
    assert!(early.contains("不在期内") && early.contains("未开始，还有 52 天（2024-07-01 起）"), "{early}");
    let both = money(&["check", "both"]).ok();
    assert!(both.contains("合起来：资金（一次性） 70万元"), "{both}");
    let json = money(&["check", "young", "--json"]).json();
    assert_eq!(column(&json["amounts"], "note"), [&json!("剩 51 天（至 2024-06-30）")]);
}
